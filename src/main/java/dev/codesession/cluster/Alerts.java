package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.guest.Violation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of a violation the moment it is heard: log, metric, and one event per session and kind.
 * What the code chose is in the event for people who may see the session, never in the log.
 */
public final class Alerts {
  /** Reason of the event of a session in which rules were broken without ending it. */
  static final String RULE_BROKEN = "RuleBroken";

  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

  private final EventLog events;
  private final Signals signals;

  public Alerts(EventLog events, Signals signals) {
    this.events = events;
    this.signals = signals;
  }

  void violation(CodeSession session, Violation violation) {
    LOG.atWarn()
        .addKeyValue("namespace", session.getMetadata().getNamespace())
        .addKeyValue("session", session.getMetadata().getName())
        .addKeyValue("rule", violation.rule())
        .addKeyValue("technique", violation.technique())
        .addKeyValue("priority", violation.priority())
        .addKeyValue("action", violation.action())
        .log("violation");
    signals.violation(violation.rule(), violation.action().name());
    var terminated = violation.action() == Violation.Action.Terminated;
    events.warn(
        session,
        terminated ? "PolicyViolation" : RULE_BROKEN,
        violation.rule()
            + (violation.technique().isEmpty() ? "" : " (" + violation.technique() + ")")
            + ", "
            + violation.action()
            + ": "
            + violation.attempted());
  }
}
