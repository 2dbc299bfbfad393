package dev.codesession.runtime;

import dev.codesession.alerts.DeliverySignals;
import dev.codesession.alerts.IncidentKind;
import dev.codesession.alerts.Priority;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.audit.TrailSignals;
import dev.codesession.cluster.Signals;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens, as meters: see {@link Metric}. */
public final class Telemetry implements Signals, DeliverySignals, TrailSignals, AutoCloseable {
  /** A guest names its rules; a rule set holds no more. */
  private static final int MOST_RULES = 256;

  /** Each costs seven histograms. Made by administrators, but perhaps by a program of theirs. */
  private static final int MOST_CLASSES = 50;

  /** The operator asks for about fifteen; a mistake in a path shall not make series without end. */
  private static final int MOST_RESOURCES = 40;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters = new Meters(registry);
  private final Bounded rules = new Bounded(MOST_RULES);
  private final Bounded classes = new Bounded(MOST_CLASSES);
  private final Bounded resources = new Bounded(MOST_RESOURCES);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private volatile Runnable census = () -> {};

  public Telemetry() {
    // JOSDK counts events, and has been seen below zero; codesession_sessions is the number.
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("custom_resources"));
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    gc.bindTo(registry);
    beginAtZero();
  }

  /** What alerts look at must be there before it happens for the first time. */
  private void beginAtZero() {
    for (Metric metric : Metric.values()) {
      if (metric.kind() == Metric.Kind.Counter && metric.labels().isEmpty()) {
        meters.counter(metric);
      }
    }
    for (String kind : List.of("NetworkPolicy", "ResourceQuota", "ForeignNetworkPolicy")) {
      meters.counter(Metric.DRIFT, kind);
    }
    for (String verdict : List.of("Proven", "Disproved", "Inconclusive")) {
      meters.counter(Metric.CANARIES, verdict);
    }
    for (IncidentKind kind : IncidentKind.values()) {
      for (Priority priority : Priority.values()) {
        meters.counter(Metric.INCIDENTS, kind.name(), priority.name());
      }
    }
    meters.counter(Metric.UNDELIVERABLE, "outbox");
  }

  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Asked at each scrape to tell {@link #sessions}, from caches only. */
  public void beforeScrape(Runnable source) {
    census = source;
  }

  public void sessions(Map<Phase, Integer> phases, Duration oldestQueued) {
    phases.forEach((phase, count) -> meters.gauge(Metric.SESSIONS, count, phase.name()));
    meters.gauge(Metric.QUEUE_OLDEST, oldestQueued.toSeconds());
  }

  /** All meters in the text format. */
  public String scrape() {
    census.run();
    return registry.scrape();
  }

  @Override
  public void finished(
      String className, String language, OutcomeReason reason, CodeSessionStatus status) {
    var label = classes.of(className);
    meters.counter(Metric.FINISHED, label, language, reason.name()).increment();
    var outcome = status.outcome();
    if (reason == OutcomeReason.Lost
        && (outcome == null || !Boolean.TRUE.equals(outcome.retrySafe()))) {
      meters.counter(Metric.RESULTS_LOST).increment();
    }
    var line = status.timeline();
    if (line != null) {
      step(label, "queue", line.accepted(), line.created());
      step(label, "boot", line.created(), line.booted());
      step(label, "prove", line.booted(), line.proven());
      step(label, "start", line.proven(), line.started());
      step(label, "run", line.started(), line.ended());
      step(label, "record", line.ended(), line.recorded());
    }
  }

  @Override
  public void destroyed(String className, Duration afterRecorded) {
    meters.time(Metric.STEP, afterRecorded, classes.of(className), "destroy");
  }

  @Override
  public void destructionUnconfirmed() {
    meters.counter(Metric.UNCONFIRMED).increment();
  }

  @Override
  public void guardDrift(String kind) {
    meters.counter(Metric.DRIFT, kind).increment();
  }

  @Override
  public void canaryEnded(String verdict) {
    meters.counter(Metric.CANARIES, verdict).increment();
  }

  @Override
  public void frameDropped(String reason) {
    meters.counter(Metric.FRAMES_DROPPED, reason).increment();
  }

  @Override
  public void channelReconnected() {
    meters.counter(Metric.RECONNECTS).increment();
  }

  @Override
  public void violation(String rule, String action) {
    meters.counter(Metric.VIOLATIONS, rules.of(rule), action).increment();
  }

  @Override
  public void orphanRemoved() {
    meters.counter(Metric.ORPHANS).increment();
  }

  @Override
  public void incident(IncidentKind kind, Priority priority) {
    meters.counter(Metric.INCIDENTS, kind.name(), priority.name()).increment();
  }

  @Override
  public void delivered(String sink, Duration after) {
    meters.time(Metric.DELIVERY, after, sink);
  }

  @Override
  public void deliveryFailed(String sink) {
    meters.counter(Metric.ALERTS_FAILED, sink).increment();
  }

  @Override
  public void undeliverable(String sink) {
    meters.counter(Metric.UNDELIVERABLE, sink).increment();
  }

  /** A sink says so once at its start, too. */
  @Override
  public void pending(String sink, int count) {
    meters.counter(Metric.ALERTS_FAILED, sink);
    meters.counter(Metric.UNDELIVERABLE, sink);
    meters.gauge(Metric.ALERTS_PENDING, count, sink);
  }

  /** The API server has answered, or could not be asked ({@code code} is "none" then). */
  public void apiRequest(String verb, String resource, String code) {
    meters.counter(Metric.API_REQUESTS, verb, resources.of(resource), code).increment();
  }

  @Override
  public void recorded(int records) {
    meters.counter(Metric.AUDIT_RECORDS).increment(records);
  }

  @Override
  public void trailFailed() {
    meters.counter(Metric.AUDIT_FAILURES).increment();
  }

  @Override
  public void recordLost() {
    meters.counter(Metric.AUDIT_LOST).increment();
  }

  private void step(String label, String step, @Nullable String from, @Nullable String to) {
    var began = instant(from);
    var ended = instant(to);
    if (began != null && ended != null) {
      meters.time(Metric.STEP, Duration.between(began, ended), label, step);
    }
  }

  /** Null for what is no timestamp: somebody else may have written to the status. */
  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
