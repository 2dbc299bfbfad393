package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RecentlyTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T10:00:00Z"));
  private final Recently recently = new Recently(Duration.ofSeconds(5), clock);

  @Test
  void aRepeatWithinTheWindowIsNone() {
    assertThat(recently.first("a")).isTrue();
    clock.pass(Duration.ofSeconds(5));
    assertThat(recently.first("a")).isFalse();
    assertThat(recently.first("b")).as("another key").isTrue();
  }

  @Test
  void afterTheWindowItMayBeAskedForAgain() {
    assertThat(recently.first("a")).isTrue();
    clock.pass(Duration.ofSeconds(6));
    assertThat(recently.first("a")).isTrue();
    assertThat(recently.first("a")).isFalse();
  }
}
