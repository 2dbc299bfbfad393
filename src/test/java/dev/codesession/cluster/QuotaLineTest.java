package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.cluster.QuotaLine.Waiter;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who may ask for quota, and when. */
final class QuotaLineTest {
  private static final Waiter A = waiter("a", 1);
  private static final Waiter B = waiter("b", 2);
  private static final Waiter C = waiter("c", 3);

  private final QuotaLine line = new QuotaLine(() -> 0.5);
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");

  private static Waiter waiter(String name, int second) {
    return new Waiter(Instant.ofEpochSecond(second), name, new ResourceID(name, "ns"));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    line.tick(now);
  }

  private void full() {
    line.refused(B, now);
    line.join(C);
    line.refused(A, now);
  }

  @Test
  void whereNobodyWaitsEverybodyMayAsk() {
    assertThat(line.mayAsk(A)).isTrue();
    assertThat(line.isEmpty()).isTrue();
  }

  @Test
  void afterARefusalNobodyAsksBeforeSomethingIsFreed() {
    full();
    assertThat(line.mayAsk(A) || line.mayAsk(B) || line.mayAsk(waiter("new", 9))).isFalse();
    line.freed(0, now);
    assertThat(line.turn()).as("freed, but not enough").isEmpty();
    line.freed(1, now);
    assertThat(line.turn()).as("the oldest").contains(A);
  }

  @Test
  void asManyAskAsThereIsRoom() {
    full();
    line.freed(2, now);
    line.served(A, now);
    assertThat(line.turn()).contains(B);
    line.served(B, now);
    assertThat(line.turn()).as("the third would be refused").isEmpty();
    assertThat(line.mayAsk(C)).isFalse();
    line.freed(1, now);
    line.served(C, now);
    assertThat(line.isEmpty()).isTrue();
  }

  @Test
  void afterAPauseTheOldestAsksAgainAndThePauseGrows() {
    full();
    pass(QuotaLine.FIRST_PAUSE.minusMillis(1));
    assertThat(line.turn()).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(line.turn()).contains(A);
    line.refused(A, now);
    line.refused(B, now);
    pass(QuotaLine.FIRST_PAUSE);
    assertThat(line.turn()).isEmpty();
    pass(QuotaLine.FIRST_PAUSE);
    assertThat(line.turn()).contains(A);
    for (int i = 0; i < 9; i++) {
      line.refused(A, now);
      line.turn().ifPresent(other -> line.refused(other, now));
      pass(QuotaLine.LONGEST_PAUSE);
      assertThat(line.turn()).contains(A);
    }
  }

  @Test
  void oneForWhomNoRoomIsEnoughDoesNotBlockTheOthers() {
    full();
    line.freed(3, now);
    line.refused(A, now);
    assertThat(line.turn()).contains(B);
    line.served(B, now);
    assertThat(line.turn()).contains(C);
    line.served(C, now);
    assertThat(line.turn()).isEmpty();
    assertThat(line.isEmpty()).isFalse();
  }

  @Test
  void norDoTwo() {
    full();
    line.freed(3, now);
    line.refused(A, now);
    line.refused(B, now);
    assertThat(line.turn()).isEmpty();
    line.freed(3, now);
    line.refused(A, now);
    assertThat(line.turn()).as("not B again").contains(C);
  }

  @Test
  void whoEndsOrIsHeldElsewhereGivesTheTurnOn() {
    full();
    line.freed(2, now);
    line.leave(A, now);
    assertThat(line.turn()).contains(B);
    line.leave(C, now);
    line.leave(B, now);
    assertThat(line.isEmpty()).isTrue();
  }

  @Test
  void whoDoesNotComeLosesItsTurnAndLinesUpAgain() {
    full();
    line.freed(1, now);
    pass(QuotaLine.TURN);
    assertThat(line.turn()).contains(B);
    line.join(A);
    line.served(B, now);
    line.freed(1, now);
    assertThat(line.turn()).contains(A);
  }
}
