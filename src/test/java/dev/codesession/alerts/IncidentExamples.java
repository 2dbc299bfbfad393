package dev.codesession.alerts;

import java.time.Instant;

/** Incidents as they come. */
public final class IncidentExamples {
  public static final Instant TIME = Instant.parse("2026-11-24T10:00:00.123Z");
  static final Subject SUBJECT =
      new Subject(
          "team-a", "nightly", "5f0d6f3e-uid", "default", "alice", "node-1", "eu-central-1");

  private IncidentExamples() {}

  public static Incident violation(String attempted) {
    return new Incident(
        Incident.id(IncidentKind.Violation, SUBJECT.sessionUid(), "Read sensitive file", attempted),
        IncidentKind.Violation,
        Priority.Critical,
        TIME,
        SUBJECT,
        "Read sensitive file",
        "T1003.008",
        "Terminated",
        attempted);
  }

  public static Incident tampering() {
    return new Incident(
        Incident.id(IncidentKind.GuardTampered, "team-a", TIME.toString()),
        IncidentKind.GuardTampered,
        Priority.Warning,
        TIME,
        Subject.namespace("team-a"),
        "NetworkPolicy",
        "",
        "Reverted",
        "was deleted");
  }
}
