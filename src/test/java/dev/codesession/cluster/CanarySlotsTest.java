package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.admission.Examples.Rules;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.classes.Canary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two canaries at once, whatever the cache shows. */
final class CanarySlotsTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T10:00:00Z"));
  private final CanarySlots slots = new CanarySlots(clock);

  private static CodeSession canary(String name) {
    return Canary.session(Rules.PLAIN.named("standard"), "codesession-system", name, "node-a");
  }

  @Test
  void whatWasJustMadeCountsBeforeTheCacheShowsIt() {
    assertThat(slots.free(List.of())).isEqualTo(2);
    assertThat(slots.take("a", List.of())).isTrue();
    assertThat(slots.take("a", List.of())).as("the same again").isFalse();
    assertThat(slots.take("b", List.of())).isTrue();
    assertThat(slots.take("c", List.of())).isFalse();
    assertThat(slots.free(List.of())).isZero();
  }

  @Test
  void andNotTwiceOnceItDoes() {
    slots.take("a", List.of());
    assertThat(slots.free(List.of(canary("a")))).isEqualTo(1);
    assertThat(slots.free(List.of(canary("a"), canary("b")))).isZero();
    assertThat(slots.free(List.of())).isEqualTo(2);
  }

  @Test
  void oneThatNeverCameIsForgotten() {
    slots.take("a", List.of());
    clock.pass(Duration.ofSeconds(11));
    assertThat(slots.free(List.of())).isEqualTo(2);
  }
}
