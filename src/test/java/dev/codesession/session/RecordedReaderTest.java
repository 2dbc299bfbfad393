package dev.codesession.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A status may come from a newer version, an older one, or somebody's editor. */
final class RecordedReaderTest {
  private static final Instant FALLBACK = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void onlyAnEmptyStatusIsFresh() {
    assertThat(RecordedReader.read(null, FALLBACK)).isEqualTo(new Recorded.Fresh());
    assertThat(read("{}")).isEqualTo(new Recorded.Fresh());
  }

  @Test
  void aPhaseOfANewerVersionNeverMakesAPod() {
    assertThat(read("{phase: Suspended, conditions: [{type: A, status: 'True', reason: R}]}"))
        .isEqualTo(new Recorded.Running(1, "", null, null));
    assertThat(read("{phase: Suspended, attempt: 2, sandbox: {podUid: u}}"))
        .isEqualTo(new Recorded.Running(2, "u", null, null));
  }

  @Test
  void garbageFallsToTheSafeSide() {
    assertThat(
            read(
                "{phase: Running, timeline: {proven: yesterday},"
                    + " sandbox: {podUid: u, limits: {wallTime: long}}}"))
        .isEqualTo(new Recorded.Running(1, "u", null, null));
    assertThat(read("{phase: Finished, outcome: {reason: Melted}, timeline: {recorded: x}}"))
        .isEqualTo(new Recorded.Finished(1, OutcomeReason.Lost, FALLBACK, false));
    assertThat(read("{phase: Starting}")).isEqualTo(new Recorded.Pending(Phase.Starting, 1, ""));
  }

  @Test
  void whatIsInOrderIsRead() {
    assertThat(
            read(
                "{phase: Running, attempt: 2, timeline: {proven: '2026-11-24T10:00:00.250Z'},"
                    + " sandbox: {podUid: u, limits: {wallTime: 90s}}}"))
        .isEqualTo(
            new Recorded.Running(
                2, "u", Instant.parse("2026-11-24T10:00:00.250Z"), Duration.ofSeconds(90)));
  }

  @Test
  void aTimeToDestroyIsZeroWhereATimeIsMissingOrGarbage() {
    for (var yaml :
        new String[] {
          "{}",
          "{timeline: {recorded: '2026-11-24T10:00:00Z'}}",
          "{timeline: {recorded: yesterday, destroyed: '2026-11-24T10:00:00Z'}}"
        }) {
      var status = Serialization.unmarshal("---\n" + yaml, CodeSessionStatus.class);
      assertThat(StatusRenderer.timeToDestroy(status)).isZero();
    }
  }

  private static Recorded read(String yaml) {
    return RecordedReader.read(
        Serialization.unmarshal("---\n" + yaml, CodeSessionStatus.class), FALLBACK);
  }
}
