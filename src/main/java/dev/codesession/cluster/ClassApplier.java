package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.api.v1alpha1.SessionClassStatus;
import dev.codesession.classes.Canary;
import dev.codesession.classes.CanaryVerdict;
import dev.codesession.classes.ClassAction;
import dev.codesession.classes.ClassDecision;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only writer for classes: canaries, the finalizer, the status, and then who is told. */
public final class ClassApplier {
  private static final Logger LOG = LoggerFactory.getLogger(ClassApplier.class);

  private final KubernetesClient client;
  private final ClassCaches caches;
  private final CanarySlots slots;
  private final EventLog events;
  private final Signals signals;
  private final String operatorNamespace;

  public ClassApplier(
      KubernetesClient client,
      ClassCaches caches,
      CanarySlots slots,
      EventLog events,
      Signals signals,
      String operatorNamespace) {
    this.client = client;
    this.caches = caches;
    this.slots = slots;
    this.events = events;
    this.signals = signals;
    this.operatorNamespace = operatorNamespace;
  }

  /** Whether the class itself was written. */
  boolean apply(ClassDecision decision, SessionClass sessionClass, Context<SessionClass> context) {
    boolean wrote = report(decision.status(), sessionClass, context);
    decision.findings().forEach(finding -> tell(finding, sessionClass));
    for (ClassAction action : decision.actions()) {
      wrote |= perform(action, sessionClass, context);
    }
    return wrote;
  }

  private boolean perform(
      ClassAction action, SessionClass sessionClass, Context<SessionClass> context) {
    return switch (action) {
      case ClassAction.StartCanary(String name, String node) -> {
        start(name, node, sessionClass, context);
        yield false;
      }
      case ClassAction.DeleteCanary(String name, String uid) -> {
        delete(name, uid);
        yield false;
      }
      case ClassAction.Hold hold -> {
        context.resourceOperations().addFinalizer(Names.CLASS_FINALIZER);
        yield true;
      }
      case ClassAction.Release release -> {
        // What is let go goes at once; the cache may show it a little longer.
        Removal.ignoring(
            HttpURLConnection.HTTP_NOT_FOUND,
            () -> context.resourceOperations().removeFinalizer(Names.CLASS_FINALIZER));
        yield true;
      }
    };
  }

  private void start(
      String name, String node, SessionClass sessionClass, Context<SessionClass> context) {
    if (!slots.take(name, caches.canaries())) {
      return;
    }
    var canary = Canary.session(sessionClass, operatorNamespace, name, node);
    // One that is there is the same canary, made before a restart: it will be observed.
    Creation.once(() -> context.resourceOperations().create(canary, caches.canarySource()));
    LOG.atInfo().addKeyValue("node", node).addKeyValue("canary", name).log("canary started");
  }

  private void delete(String name, String uid) {
    Removal.deleteSession(client, operatorNamespace, name, uid);
  }

  /** Like the status of a session: replaced as a whole, with an optimistic lock. */
  private static boolean report(
      @org.jspecify.annotations.Nullable SessionClassStatus status,
      SessionClass sessionClass,
      Context<SessionClass> context) {
    if (status == null || Objects.equals(status, sessionClass.getStatus())) {
      return false;
    }
    var meta = sessionClass.getMetadata();
    var body = new SessionClass();
    body.setMetadata(
        new ObjectMetaBuilder()
            .withName(meta.getName())
            .withUid(meta.getUid())
            .withResourceVersion(meta.getResourceVersion())
            .build());
    body.setStatus(status);
    context.resourceOperations().updatePrimaryStatus(body);
    return true;
  }

  private void tell(ClassDecision.Finding finding, SessionClass sessionClass) {
    signals.canaryEnded(finding.verdict().getClass().getSimpleName());
    switch (finding.verdict()) {
      case CanaryVerdict.Proven proven ->
          LOG.atInfo().addKeyValue("node", finding.node()).log("canary proved its isolation");
      case CanaryVerdict.Disproved(String message) -> warn(finding.node(), message, sessionClass);
      case CanaryVerdict.Inconclusive(String message) ->
          warn(finding.node(), message, sessionClass);
    }
  }

  private void warn(String node, String message, SessionClass sessionClass) {
    LOG.atWarn().addKeyValue("node", node).addKeyValue("reason", message).log("canary failed");
    events.warn(
        sessionClass,
        "csclass-" + sessionClass.getMetadata().getUid() + "." + Canary.digest(node),
        "CanaryFailed",
        "node " + node + ": " + message);
  }
}
