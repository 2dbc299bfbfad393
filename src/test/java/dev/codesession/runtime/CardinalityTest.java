package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sessions come and go; what Prometheus has to keep does not grow with them. */
final class CardinalityTest {
  @Test
  void twoThousandSessionsMakeNoNewSeries() {
    try (var telemetry = new Telemetry()) {
      telemetry.beforeScrape(
          () -> telemetry.sessions(Map.of(Phase.Queued, 3), Duration.ofSeconds(2)));
      for (int i = 0; i < 2_000; i++) {
        session(telemetry, i);
      }
      long before = series(telemetry);
      for (int i = 0; i < 2_000; i++) {
        session(telemetry, i);
      }
      assertThat(series(telemetry)).isEqualTo(before);
      assertThat(telemetry.scrape())
          .contains("codesession_sessions{phase=\"Queued\"} 3.0")
          .contains("codesession_queue_oldest_seconds 2.0")
          .contains("rule=\"other\"")
          .contains("class=\"other\"");
    }
  }

  /** JOSDK's own, as Main asks for them: by controller, never by namespace or name. */
  @Test
  void norDoTheirEvents() {
    try (var telemetry = new Telemetry()) {
      var josdk = MicrometerMetricsV2.newBuilder(telemetry.registry()).build();
      Map<String, Object> controller = Map.of("controller.name", "sessions");
      event(josdk, controller, 0);
      var before = josdksSeries(telemetry);
      for (int i = 1; i < 500; i++) {
        event(josdk, controller, i);
      }
      assertThat(josdksSeries(telemetry)).isEqualTo(before).isNotEmpty();
    }
  }

  private static void event(Metrics josdk, Map<String, Object> controller, int number) {
    var id = new ResourceID("session-" + number, "namespace-" + number);
    josdk.eventReceived(new Event(id), controller);
    josdk.eventReceived(new ResourceEvent(ResourceAction.UPDATED, id, null), controller);
  }

  private static Set<String> josdksSeries(Telemetry telemetry) {
    return telemetry
        .scrape()
        .lines()
        .filter(line -> line.contains("controller_name="))
        .map(line -> line.substring(0, line.indexOf('}')))
        .collect(Collectors.toSet());
  }

  private static void session(Telemetry telemetry, int number) {
    var reasons = OutcomeReason.values();
    var className = "class-" + UUID.randomUUID();
    telemetry.finished(
        className, "python", reasons[number % reasons.length], TelemetryTest.finished());
    telemetry.destroyed(className, Duration.ofMillis(number));
    telemetry.violation("rule-" + UUID.randomUUID(), "Terminated");
  }

  /** Of our own: those of the JVM's collector appear with its first pauses. */
  private static long series(Telemetry telemetry) {
    return telemetry.scrape().lines().filter(line -> line.startsWith("codesession_")).count();
  }
}
