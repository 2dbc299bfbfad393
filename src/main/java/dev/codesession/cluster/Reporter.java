package dev.codesession.cluster;

import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.ViolationStatus;
import dev.codesession.guest.Violation;
import dev.codesession.session.Change;
import dev.codesession.session.Observation;
import dev.codesession.session.StatusRenderer;
import dev.codesession.tracing.Traces;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the status if it differs, with an optimistic lock, and only then tells events, metrics and
 * the log of the transition.
 */
public final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  private final Originals originals;
  private final EventLog events;
  private final Alerts alerts;
  private final Signals signals;
  private final Traces traces;
  private final InstantSource clock;

  public Reporter(
      Originals originals,
      EventLog events,
      Alerts alerts,
      Signals signals,
      Traces traces,
      InstantSource clock) {
    this.originals = originals;
    this.events = events;
    this.alerts = alerts;
    this.signals = signals;
    this.traces = traces;
    this.clock = clock;
  }

  /** Whether something was written. */
  boolean report(
      CodeSession session, Change change, Observation seen, Context<CodeSession> context) {
    if (change instanceof Change.Keep) {
      return false;
    }
    var recorded = originals.withResults(session).getStatus();
    var status = StatusRenderer.render(recorded, change, seen, clock.instant());
    if (status == null || Objects.equals(status, recorded)) {
      return false;
    }
    alerts.secure(session, change, status);
    try {
      put(session, status, context);
    } catch (KubernetesClientException e) {
      if (!tooLarge(e)) {
        throw e;
      }
      status = StatusRenderer.trimmed(status);
      put(session, status, context);
    }
    tell(session, change, seen, status);
    return true;
  }

  /**
   * Name, version and status are all the API server looks at on this path; the spec need not
   * travel.
   */
  private static void put(
      CodeSession session, CodeSessionStatus status, Context<CodeSession> context) {
    var body = new CodeSession();
    var meta = session.getMetadata();
    body.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(meta.getNamespace())
            .withName(meta.getName())
            .withUid(meta.getUid())
            .withResourceVersion(meta.getResourceVersion())
            .build());
    body.setStatus(status);
    context.resourceOperations().updatePrimaryStatus(body);
  }

  /** etcd's limit on one request, as the API server words it, or the server's own on a body. */
  private static boolean tooLarge(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_ENTITY_TOO_LARGE
        || String.valueOf(e.getMessage()).contains("too large");
  }

  private void tell(
      CodeSession session, Change change, Observation seen, CodeSessionStatus status) {
    switch (change) {
      case Change.Keep keep -> {}
      case Change.Queue(String reason, String why) ->
          LOG.atInfo().addKeyValue("reason", why).log("session queued");
      case Change.Start(int attempt, String why) ->
          LOG.atInfo()
              .addKeyValue("attempt", attempt)
              .addKeyValue("reason", why)
              .log("session starting");
      case Change.Run run ->
          LOG.atInfo().addKeyValue("pod", run.pod().ref().name()).log("isolation proven");
      case Change.Finish finish -> ended(session, finish, seen, status);
      case Change.Breach(Change.Finish finish, ViolationStatus violation) -> {
        signals.violation(violation.rule(), Objects.requireNonNull(violation.action()));
        ended(session, finish, seen, status);
      }
      case Change.Erase(boolean result, boolean artifacts) ->
          LOG.atInfo()
              .addKeyValue("result", result)
              .addKeyValue("artifacts", artifacts)
              .log("erased: its time to live is over");
      case Change.Destroy(String how) -> {
        LOG.atInfo().addKeyValue("how", how).log("sandbox destroyed");
        signals.destroyed(className(seen.verdict()), StatusRenderer.timeToDestroy(status));
        traces.destroyed(session, status);
      }
      case Change.Alarm(String why) -> {
        LOG.atWarn().addKeyValue("reason", why).log("destruction not confirmed");
        signals.destructionUnconfirmed();
        events.warn(session, "DestructionUnconfirmed", why);
      }
    }
  }

  private void ended(
      CodeSession session, Change.Finish finish, Observation seen, CodeSessionStatus status) {
    var reason = Objects.requireNonNull(finish.outcome().reason());
    LOG.atInfo().addKeyValue("outcome", reason).log("session finished");
    signals.finished(className(seen.verdict()), language(seen.verdict()), reason, status);
    events.finished(session, finish.outcome());
    unheard(finish, seen).forEach(v -> alerts.violation(session, v));
  }

  /** What the sealed result tells of and the channel did not: nobody was listening then. */
  private static List<Violation> unheard(Change.Finish finish, Observation seen) {
    var result = finish.result();
    return result == null
        ? List.of()
        : result.violations().stream()
            .filter(
                v ->
                    seen.violations().stream()
                        .noneMatch(
                            h -> h.rule().equals(v.rule()) && h.attempted().equals(v.attempted())))
            .toList();
  }

  /** Only classes that exist: they are made by administrators. */
  private static String className(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted(var plan) -> plan.className();
      case Verdict.Refused refused -> "none";
    };
  }

  /** Only what a class offers: whatever a user may type must not become a time series. */
  private static String language(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted(var plan) -> plan.language().name();
      case Verdict.Refused refused -> "none";
    };
  }
}
