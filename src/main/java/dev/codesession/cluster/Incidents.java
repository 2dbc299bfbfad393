package dev.codesession.cluster;

import dev.codesession.alerts.Incident;
import dev.codesession.alerts.IncidentKind;
import dev.codesession.alerts.Priority;
import dev.codesession.alerts.Subject;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.ViolationStatus;
import dev.codesession.guest.Violation;
import dev.codesession.session.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents there are in what was heard and in what is being recorded: pure. One violation
 * has the same id wherever it is found: on the channel, in a sealed result, in the status.
 */
final class Incidents {
  /** Who asked, as the admission policies keep it. */
  private static final String REQUESTED_BY = "codesession.dev/requested-by";

  private Incidents() {}

  /** Just heard on the channel. */
  static Incident of(CodeSession session, Violation v, Instant now) {
    return incident(
        session,
        session.getStatus(),
        new ViolationStatus(
            v.rule(),
            v.technique(),
            v.priority(),
            v.attempted(),
            null,
            null,
            null,
            v.action().name()),
        IncidentKind.Violation,
        now);
  }

  /** Something in the guest speaks in the warden's name and does not hold its key. */
  static Incident forgery(CodeSession session, String podUid, Instant now) {
    return plain(
        session,
        session.getStatus(),
        IncidentKind.ResultForgery,
        Priority.Critical,
        now,
        new What("", "Ignored", ""),
        podUid);
  }

  /** Those that the change makes part of the record. */
  static List<Incident> of(
      CodeSession session, Change change, CodeSessionStatus status, Instant now) {
    return switch (change) {
      case Change.Keep keep -> List.of();
      case Change.Queue queue -> List.of();
      case Change.Start start -> List.of();
      case Change.Run run -> List.of();
      case Change.Destroy destroy -> List.of();
      case Change.Erase erase -> List.of();
      case Change.Finish finish -> ended(session, finish, status, null, now);
      case Change.Breach(Change.Finish finish, ViolationStatus breach) ->
          ended(session, finish, status, breach, now);
      case Change.Alarm(String why) ->
          List.of(
              plain(
                  session,
                  status,
                  IncidentKind.DestructionUnconfirmed,
                  Priority.Critical,
                  now,
                  new What("", "Waiting", why)));
    };
  }

  private static List<Incident> ended(
      CodeSession session,
      Change.Finish finish,
      CodeSessionStatus status,
      @Nullable ViolationStatus breach,
      Instant now) {
    var incidents = new ArrayList<Incident>();
    for (ViolationStatus violation : status.violations()) {
      boolean moved = breach != null && breach.rule().equals(violation.rule());
      var kind = moved ? IncidentKind.ResidencyBreach : IncidentKind.Violation;
      incidents.add(incident(session, status, violation, kind, now));
    }
    var outcome = finish.outcome();
    if (outcome.reason() == OutcomeReason.IsolationNotProven) {
      var found = Objects.requireNonNullElse(outcome.message(), "");
      var what = new What("", "Refused", found);
      incidents.add(
          plain(session, status, IncidentKind.IsolationNotProven, Priority.Critical, now, what));
    }
    return incidents;
  }

  private static Incident incident(
      CodeSession session,
      @Nullable CodeSessionStatus status,
      ViolationStatus v,
      IncidentKind kind,
      Instant now) {
    var attempted = Objects.requireNonNullElse(v.attempted(), "");
    return new Incident(
        Incident.id(kind, session.getMetadata().getUid(), v.rule(), attempted),
        kind,
        Priority.of(v.priority()),
        now,
        subject(session, status),
        v.rule(),
        Objects.requireNonNullElse(v.technique(), ""),
        Objects.requireNonNullElse(v.action(), ""),
        attempted);
  }

  private record What(String technique, String action, String detail) {}

  private static Incident plain(
      CodeSession session,
      @Nullable CodeSessionStatus status,
      IncidentKind kind,
      Priority priority,
      Instant now,
      What what,
      String... more) {
    return new Incident(
        Incident.id(kind, session.getMetadata().getUid(), more),
        kind,
        priority,
        now,
        subject(session, status),
        kind.name(),
        what.technique(),
        what.action(),
        what.detail());
  }

  private static Subject subject(CodeSession session, @Nullable CodeSessionStatus status) {
    var meta = session.getMetadata();
    var sandbox = status == null ? null : status.sandbox();
    var annotations = Objects.requireNonNullElse(meta.getAnnotations(), Map.<String, String>of());
    var asked = session.getSpec() == null ? null : session.getSpec().className();
    return new Subject(
        meta.getNamespace(),
        meta.getName(),
        meta.getUid(),
        Objects.requireNonNullElse(asked, ""),
        annotations.getOrDefault(REQUESTED_BY, ""),
        sandbox == null ? "" : Objects.requireNonNullElse(sandbox.node(), ""),
        sandbox == null ? "" : Objects.requireNonNullElse(sandbox.region(), ""));
  }
}
