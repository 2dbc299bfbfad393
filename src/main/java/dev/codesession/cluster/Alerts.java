package dev.codesession.cluster;

import dev.codesession.alerts.Delivery;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.guest.Violation;
import dev.codesession.session.Change;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of an incident the moment it is known: first to the sinks, which nobody waits for, then
 * log, metric, and one event per session and kind. What the code chose is in the status and with
 * the sinks: an event outlives a session that was deleted.
 */
public final class Alerts {
  /** Reason of the event of a session in which rules were broken without ending it. */
  static final String RULE_BROKEN = "RuleBroken";

  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

  private final EventLog events;
  private final Signals signals;
  private final Delivery delivery;
  private final InstantSource clock;

  public Alerts(EventLog events, Signals signals, Delivery delivery, InstantSource clock) {
    this.events = events;
    this.signals = signals;
    this.delivery = delivery;
    this.clock = clock;
  }

  /** To the sinks alone, at once: this may be called by the thread that reads the channel. */
  void raise(CodeSession session, Violation violation) {
    delivery.raise(Incidents.of(session, violation, clock.instant()));
  }

  /**
   * What a change is about to make part of the record is with the sinks or in the outbox when this
   * returns: after the change nobody would find it as new again.
   */
  void secure(CodeSession session, Change change, CodeSessionStatus status) {
    var incidents = Incidents.of(session, change, status, clock.instant());
    if (!incidents.isEmpty()) {
      delivery.secure(incidents);
    }
  }

  /** A line on the channel of a guest that has its key came from something that has not. */
  void forged(CodeSession session, String podUid) {
    var incident = Incidents.forgery(session, podUid, clock.instant());
    delivery.secure(List.of(incident));
    LOG.atWarn()
        .addKeyValue("namespace", session.getMetadata().getNamespace())
        .addKeyValue("session", session.getMetadata().getName())
        .addKeyValue("incident", incident.id())
        .log("result forgery");
    events.warn(session, "ResultForgery", incident.kind().summary() + "; it was ignored");
  }

  void violation(CodeSession session, Violation violation) {
    raise(session, violation);
    LOG.atWarn()
        .addKeyValue("namespace", session.getMetadata().getNamespace())
        .addKeyValue("session", session.getMetadata().getName())
        .addKeyValue("incident", Incidents.of(session, violation, clock.instant()).id())
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
            + "; status.violations of the session says what was attempted");
  }
}
