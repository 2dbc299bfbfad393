package dev.codesession.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts, times and gauges what {@link Metric} lists; label values in the order of the labels. */
record Meters(MeterRegistry registry, Map<Tags, AtomicLong> gauges) {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250),
    Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(5),
        Duration.ofSeconds(10), Duration.ofSeconds(30),
    Duration.ofMinutes(1), Duration.ofMinutes(5)
  };

  Meters(MeterRegistry registry) {
    this(registry, new ConcurrentHashMap<>());
  }

  /** There from now on: an increase from nothing to one is none to Prometheus. */
  Counter counter(Metric metric, String... values) {
    return Counter.builder(metric.id())
        .description(metric.description())
        .tags(tags(metric, values))
        .register(registry);
  }

  void time(Metric metric, Duration duration, String... values) {
    Timer.builder(metric.id())
        .description(metric.description())
        .tags(tags(metric, values))
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(duration.isNegative() ? Duration.ZERO : duration);
  }

  void gauge(Metric metric, long now, String... values) {
    var tags = tags(metric, values);
    gauges.computeIfAbsent(tags.and("", metric.id()), any -> registered(metric, tags)).set(now);
  }

  private AtomicLong registered(Metric metric, Tags tags) {
    var value = new AtomicLong();
    Gauge.builder(metric.id(), value, AtomicLong::doubleValue)
        .description(metric.description())
        .tags(tags)
        .register(registry);
    return value;
  }

  private static Tags tags(Metric metric, String... values) {
    if (values.length != metric.labels().size()) {
      throw new IllegalArgumentException(metric + " has the labels " + metric.labels());
    }
    var tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(metric.labels().get(i), values[i]);
    }
    return tags;
  }
}
