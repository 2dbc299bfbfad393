package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sessions come and go; what Prometheus has to keep does not grow with them. */
final class CardinalityTest {
  @Test
  void twoThousandSessionsMakeNoNewSeries() {
    try (var telemetry = new Telemetry()) {
      telemetry.beforeScrape(
          () -> telemetry.sessions(Map.of(Phase.Queued, 3), Duration.ofSeconds(2)));
      for (int i = 0; i < 300; i++) {
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
          .contains("rule=\"other\"");
    }
  }

  private static void session(Telemetry telemetry, int number) {
    var reasons = OutcomeReason.values();
    telemetry.finished("python", reasons[number % reasons.length], TelemetryTest.finished());
    telemetry.destroyed(Duration.ofMillis(number));
    telemetry.violation("rule-" + UUID.randomUUID(), "Terminated");
  }

  /** Of our own: those of the JVM's collector appear with its first pauses. */
  private static long series(Telemetry telemetry) {
    return telemetry.scrape().lines().filter(line -> line.startsWith("codesession_")).count();
  }
}
