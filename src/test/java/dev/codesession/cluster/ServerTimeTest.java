package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Ages are counted by the clock that stamped the creation. */
final class ServerTimeTest {
  private static final Instant OWN = Instant.parse("2026-11-24T10:00:00Z");

  private final ServerTime time = new ServerTime(new ManualClock(OWN));

  @Test
  void withoutAnAnswerTheOwnClockCounts() {
    assertThat(time.at(OWN)).isEqualTo(OWN);
  }

  @Test
  void theDifferenceIsLearnedFromAnswers() {
    time.learn("Tue, 24 Nov 2026 10:05:00 GMT");
    assertThat(Duration.between(OWN, time.at(OWN))).isEqualTo(Duration.ofMillis(300_500));
    time.learn("Tue, 24 Nov 2026 09:59:00 GMT");
    assertThat(Duration.between(OWN, time.at(OWN))).isEqualTo(Duration.ofMillis(-59_500));
  }

  @Test
  void whatIsNoDateTeachesNothing() {
    time.learn("yesterday");
    time.learn("");
    assertThat(time.at(OWN)).isEqualTo(OWN);
  }
}
