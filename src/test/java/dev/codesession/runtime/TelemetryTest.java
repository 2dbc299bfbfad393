package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.TimelineStatus;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TelemetryTest {
  private final Telemetry telemetry = new Telemetry();

  @AfterEach
  void close() {
    telemetry.close();
  }

  @Test
  void aFinishedSessionIsCountedByLanguageAndOutcome() {
    telemetry.finished("c", "python", OutcomeReason.Completed, status(null));
    telemetry.finished("c", "python", OutcomeReason.Completed, status(null));
    telemetry.finished("c", "bash", OutcomeReason.Lost, status(null));
    assertThat(telemetry.registry().scrape())
        .contains(
            "codesession_sessions_finished_total{class=\"c\",language=\"python\",outcome=\"Completed\"} 2.0")
        .contains(
            "codesession_sessions_finished_total{class=\"c\",language=\"bash\",outcome=\"Lost\"} 1.0");
  }

  @Test
  void eachStepOfTheTimelineIsTimed() {
    var line = new TimelineStatus(at(0), at(1), at(3), at(6), at(10), at(15), at(21), null);
    telemetry.finished("c", "python", OutcomeReason.Completed, status(line));
    telemetry.destroyed("c", Duration.ofSeconds(7));
    assertThat(seconds("queue")).isEqualTo(1);
    assertThat(seconds("boot")).isEqualTo(2);
    assertThat(seconds("prove")).isEqualTo(3);
    assertThat(seconds("start")).isEqualTo(4);
    assertThat(seconds("run")).isEqualTo(5);
    assertThat(seconds("record")).isEqualTo(6);
    assertThat(seconds("destroy")).isEqualTo(7);
  }

  @Test
  void missingTimesAndClocksThatRunBackwardsDoNoHarm() {
    var line = new TimelineStatus(at(5), at(1), null, null, null, null, at(9), null);
    telemetry.finished("c", "python", OutcomeReason.Completed, status(line));
    assertThat(seconds("queue")).isZero();
    assertThat(telemetry.registry().find("codesession.step").tag("step", "boot").timer()).isNull();
  }

  @Test
  void aTimeThatIsNoneIsLeftOut() {
    var line = new TimelineStatus("yesterday", at(1), null, null, null, null, null, null);
    telemetry.finished("c", "python", OutcomeReason.Completed, status(line));
    assertThat(telemetry.registry().find("codesession.step").timer()).isNull();
  }

  @Test
  void whatGoesWrongIsCounted() {
    telemetry.destructionUnconfirmed();
    telemetry.guardDrift("NetworkPolicy");
    telemetry.frameDropped("BadSeal");
    telemetry.incident(
        dev.codesession.alerts.IncidentKind.Violation, dev.codesession.alerts.Priority.Critical);
    telemetry.delivered("soc", Duration.ofMillis(30));
    telemetry.deliveryFailed("soc");
    telemetry.undeliverable("soc");
    telemetry.pending("soc", 3);
    telemetry.recorded(7);
    telemetry.trailFailed();
    telemetry.recordLost();
    telemetry.channelReconnected();
    assertThat(telemetry.registry().scrape())
        .contains("codesession_destructions_unconfirmed_total 1.0")
        .contains("codesession_guard_drift_total{kind=\"NetworkPolicy\"} 1.0")
        .contains("codesession_guest_frames_dropped_total{reason=\"BadSeal\"} 1.0")
        .contains("codesession_incidents_total{kind=\"Violation\",priority=\"Critical\"} 1.0")
        .contains("codesession_alerts_delivery_seconds_count{sink=\"soc\"} 1")
        .contains("codesession_alerts_failed_total{sink=\"soc\"} 1.0")
        .contains("codesession_alerts_undeliverable_total{sink=\"soc\"} 1.0")
        .contains("codesession_alerts_pending{sink=\"soc\"} 3.0")
        .contains("codesession_audit_records_total 7.0")
        .contains("codesession_audit_failures_total 1.0")
        .contains("codesession_audit_lost_total 1.0")
        .contains("codesession_guest_channel_reconnects_total 1.0");
  }

  /** A tag with a name or a UID in it grows until the process dies. */
  @Test
  void tagsAreOfAFewKinds() {
    telemetry.finished("c", "python", OutcomeReason.Completed, status(null));
    whatGoesWrongIsCounted();
    telemetry.destroyed("c", Duration.ZERO);
    Set<String> keys =
        telemetry.registry().getMeters().stream()
            .map(Meter::getId)
            .filter(id -> id.getName().startsWith("codesession."))
            .flatMap(id -> id.getTags().stream())
            .map(Tag::getKey)
            .collect(Collectors.toSet());
    assertThat(keys)
        .containsOnly(
            "class",
            "language",
            "outcome",
            "step",
            "kind",
            "reason",
            "sink",
            "priority",
            "verdict");
  }

  private double seconds(String step) {
    return telemetry
        .registry()
        .get("codesession.step")
        .tag("step", step)
        .timer()
        .totalTime(java.util.concurrent.TimeUnit.SECONDS);
  }

  private static String at(int second) {
    return "2026-11-24T10:00:%02d.000Z".formatted(second);
  }

  /** With every step in its timeline. */
  static CodeSessionStatus finished() {
    return status(new TimelineStatus(at(0), at(1), at(3), at(6), at(10), at(15), at(21), null));
  }

  private static CodeSessionStatus status(TimelineStatus line) {
    return new CodeSessionStatus(
        null, null, List.of(), null, null, null, null, List.of(), List.of(), null, line, null,
        List.of(), null, null, null);
  }
}
