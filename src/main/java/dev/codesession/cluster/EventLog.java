package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.Blame;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kubernetes events for humans, only where something is wrong with the platform or a rule was
 * broken: what code does is in its status, and an event costs a write. The name is derived from
 * session and reason, so a repeat is a conflict and not a second event.
 */
public final class EventLog {
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
  private static final int NOTE_LIMIT = 1000;

  private final KubernetesClient client;
  private final InstantSource clock;
  private final String identity;

  public EventLog(KubernetesClient client, InstantSource clock, String identity) {
    this.client = client;
    this.clock = clock;
    this.identity = identity;
  }

  void finished(CodeSession session, OutcomeStatus outcome) {
    if (outcome.reason() != null
        && (outcome.blame() == Blame.Platform || outcome.blame() == Blame.Policy)) {
      // What a policy ended quotes the code, and an event outlives a session that was deleted.
      var message =
          outcome.blame() == Blame.Policy
              ? "status.outcome and status.violations of the session say why"
              : Objects.requireNonNullElse(outcome.message(), "");
      warn(session, outcome.reason().name(), message);
    }
  }

  void warn(CodeSession session, String reason, String note) {
    warn(session, "csess-" + session.getMetadata().getUid(), reason, note);
  }

  /** On any object; a second one of the same name is not written while the first is kept. */
  void warn(HasMetadata subject, String name, String reason, String note) {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    var meta = subject.getMetadata();
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withName(name + "." + reason.toLowerCase(java.util.Locale.ROOT))
            // Events of what has no namespace are kept in this one.
            .withNamespace(Objects.requireNonNullElse(meta.getNamespace(), "default"))
            .endMetadata()
            .withNewInvolvedObject()
            .withApiVersion(subject.getApiVersion())
            .withKind(subject.getKind())
            .withNamespace(meta.getNamespace())
            .withName(meta.getName())
            .withUid(meta.getUid())
            .endInvolvedObject()
            .withType("Warning")
            .withReason(reason)
            .withMessage(note.length() <= NOTE_LIMIT ? note : note.substring(0, NOTE_LIMIT))
            .withFirstTimestamp(now)
            .withLastTimestamp(now)
            .withCount(1)
            .withReportingComponent("codesession-operator")
            .withReportingInstance(identity)
            .withNewSource()
            .withComponent("codesession-operator")
            .endSource()
            .build();
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      // Best effort by contract: an event lost must not cost a session anything.
      LOG.atDebug().addKeyValue("code", e.getCode()).log("event not written");
    }
  }
}
