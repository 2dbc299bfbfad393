package dev.codesession.runtime;

import dev.codesession.alerts.DeliverySignals;
import dev.codesession.alerts.IncidentKind;
import dev.codesession.alerts.Priority;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.audit.TrailSignals;
import dev.codesession.cluster.Signals;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The meters. Tags are language, outcome, step, kind: bounded sets, never names. */
public final class Telemetry implements Signals, DeliverySignals, TrailSignals, AutoCloseable {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250),
    Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(5),
        Duration.ofSeconds(10), Duration.ofSeconds(30),
    Duration.ofMinutes(1), Duration.ofMinutes(5)
  };

  private static final int MOST_RULES = 256;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Set<String> rules = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> pending = new ConcurrentHashMap<>();
  private final JvmGcMetrics gc = new JvmGcMetrics();

  public Telemetry() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  public PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public void finished(String language, OutcomeReason reason, CodeSessionStatus status) {
    Counter.builder("codesession.sessions.finished")
        .description("Sessions that reached their end")
        .tag("language", language)
        .tag("outcome", reason.name())
        .register(registry)
        .increment();
    var line = status.timeline();
    if (line != null) {
      step("queue", line.accepted(), line.created());
      step("boot", line.created(), line.booted());
      step("prove", line.booted(), line.proven());
      step("start", line.proven(), line.started());
      step("run", line.started(), line.ended());
      step("record", line.ended(), line.recorded());
    }
  }

  @Override
  public void destroyed(Duration afterRecorded) {
    record("destroy", afterRecorded);
  }

  @Override
  public void destructionUnconfirmed() {
    Counter.builder("codesession.destructions.unconfirmed")
        .description("VMs whose end was not confirmed in time")
        .register(registry)
        .increment();
  }

  @Override
  public void guardDrift(String kind) {
    Counter.builder("codesession.guard.drift")
        .description("Guard objects found changed and put right")
        .tag("kind", kind)
        .register(registry)
        .increment();
  }

  @Override
  public void canaryEnded(String verdict) {
    Counter.builder("codesession.canaries.ended")
        .description("Canaries of classes that have ended")
        .tag("verdict", verdict)
        .register(registry)
        .increment();
  }

  @Override
  public void frameDropped(String reason) {
    Counter.builder("codesession.guest.frames.dropped")
        .description("Lines from guests that were not valid frames")
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  @Override
  public void channelReconnected() {
    Counter.builder("codesession.guest.channel.reconnects")
        .description("Attach streams opened again")
        .register(registry)
        .increment();
  }

  @Override
  public void violation(String rule, String action) {
    Counter.builder("codesession.violations")
        .description("Rules broken by code")
        .tag("rule", bounded(rule))
        .tag("action", action)
        .register(registry)
        .increment();
  }

  @Override
  public void orphanRemoved() {
    Counter.builder("codesession.sandboxes.orphaned")
        .description("Sandboxes removed because their session no longer exists")
        .register(registry)
        .increment();
  }

  @Override
  public void incident(IncidentKind kind, Priority priority) {
    Counter.builder("codesession.incidents")
        .description("What a security team has to hear of")
        .tag("kind", kind.name())
        .tag("priority", priority.name())
        .register(registry)
        .increment();
  }

  @Override
  public void delivered(String sink, Duration after) {
    Timer.builder("codesession.alerts.delivery")
        .description("From the detection of an incident to its acceptance by a sink")
        .tag("sink", sink)
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(after);
  }

  @Override
  public void deliveryFailed(String sink) {
    Counter.builder("codesession.alerts.failed")
        .description("Tries to deliver an alert that failed")
        .tag("sink", sink)
        .register(registry)
        .increment();
  }

  @Override
  public void undeliverable(String sink) {
    Counter.builder("codesession.alerts.undeliverable")
        .description("Alerts that a sink refused for good, or that there was no room to keep")
        .tag("sink", sink)
        .register(registry)
        .increment();
  }

  @Override
  public void pending(String sink, int count) {
    pending
        .computeIfAbsent(
            sink,
            name ->
                registry.gauge(
                    "codesession.alerts.pending", Tags.of("sink", name), new AtomicInteger()))
        .set(count);
  }

  @Override
  public void recorded(int records) {
    audit("codesession.audit.records", "Sessions whose audit record is chained and exported")
        .increment(records);
  }

  @Override
  public void trailFailed() {
    audit("codesession.audit.failures", "Tries to write the audit trail that failed").increment();
  }

  @Override
  public void recordLost() {
    audit("codesession.audit.lost", "Sessions that went without their audit record").increment();
  }

  private Counter audit(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  /**
   * A guest names its rules: beyond what a rule set can hold every name is the same time series.
   */
  private String bounded(String rule) {
    return rules.contains(rule) || (rules.size() < MOST_RULES && rules.add(rule)) ? rule : "other";
  }

  private void step(String step, @Nullable String from, @Nullable String to) {
    var began = instant(from);
    var ended = instant(to);
    if (began != null && ended != null) {
      record(step, Duration.between(began, ended));
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

  private void record(String step, Duration duration) {
    Timer.builder("codesession.step")
        .description("Time a session spends in each step of its life")
        .tag("step", step)
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(duration.isNegative() ? Duration.ZERO : duration);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
