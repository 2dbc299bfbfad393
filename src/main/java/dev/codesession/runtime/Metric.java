package dev.codesession.runtime;

import java.util.List;

/** Every meter of our own, as docs/metrics.md has them. Labels are of bounded sets, never names. */
enum Metric {
  SESSIONS(Kind.Gauge, "sessions", "Sessions by phase, from the cache", "phase"),
  QUEUE_OLDEST(Kind.Gauge, "queue.oldest.seconds", "Age of the oldest session in the queue"),
  FINISHED(
      Kind.Counter,
      "sessions.finished",
      "Sessions that reached their end",
      "class",
      "language",
      "outcome"),
  RESULTS_LOST(
      Kind.Counter, "results.lost", "Sessions whose code may have run and whose result is gone"),
  STEP(Kind.Histogram, "step", "Time a session spends in each step of its life", "class", "step"),
  UNCONFIRMED(Kind.Counter, "destructions.unconfirmed", "VMs whose end was not confirmed in time"),
  DRIFT(Kind.Counter, "guard.drift", "Guard objects found changed and put right", "kind"),
  CANARIES(Kind.Counter, "canaries.ended", "Canaries of classes that have ended", "verdict"),
  FRAMES_DROPPED(
      Kind.Counter,
      "guest.frames.dropped",
      "Lines from guests that were not valid frames",
      "reason"),
  RECONNECTS(Kind.Counter, "guest.channel.reconnects", "Attach streams opened again"),
  VIOLATIONS(Kind.Counter, "violations", "Rules broken by code", "rule", "action"),
  ORPHANS(
      Kind.Counter,
      "sandboxes.orphaned",
      "Sandboxes removed because their session no longer exists"),
  INCIDENTS(Kind.Counter, "incidents", "What a security team has to hear of", "kind", "priority"),
  DELIVERY(
      Kind.Histogram,
      "alerts.delivery",
      "From the detection of an incident to its acceptance by a sink",
      "sink"),
  ALERTS_FAILED(Kind.Counter, "alerts.failed", "Tries to deliver an alert that failed", "sink"),
  UNDELIVERABLE(
      Kind.Counter,
      "alerts.undeliverable",
      "Alerts that a sink refused for good, or that there was no room to keep",
      "sink"),
  ALERTS_PENDING(Kind.Gauge, "alerts.pending", "Alerts that wait in memory", "sink"),
  API_REQUESTS(
      Kind.Counter, "api.requests", "Requests to the API server", "verb", "resource", "code"),
  AUDIT_RECORDS(
      Kind.Counter, "audit.records", "Sessions whose audit record is chained and exported"),
  AUDIT_FAILURES(Kind.Counter, "audit.failures", "Tries to write the audit trail that failed"),
  AUDIT_LOST(Kind.Counter, "audit.lost", "Sessions that went without their audit record");

  enum Kind {
    Counter("_total"),
    Gauge(""),
    Histogram("_seconds");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }
  }

  private final Kind kind;
  private final String id;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> labels;

  Metric(Kind kind, String name, String description, String... labels) {
    this.kind = kind;
    this.id = "codesession." + name;
    this.description = description;
    this.labels = List.of(labels);
  }

  Kind kind() {
    return kind;
  }

  /** In Micrometer's words. */
  String id() {
    return id;
  }

  /** In Prometheus' words. */
  String exposed() {
    return id.replace('.', '_') + kind.suffix;
  }

  String description() {
    return description;
  }

  List<String> labels() {
    return labels;
  }
}
