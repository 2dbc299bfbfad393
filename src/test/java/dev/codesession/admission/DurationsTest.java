package dev.codesession.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

final class DurationsTest {
  @Property(tries = 500)
  void whatIsWrittenReadsBack(@ForAll @LongRange(min = 0, max = 999_999_999_999L) long millis) {
    var duration = Duration.ofMillis(millis);
    assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
  }

  @Property(tries = 500)
  void partsAddUp(
      @ForAll @LongRange(min = 0, max = 999_999) long hours,
      @ForAll @LongRange(min = 0, max = 999_999) long minutes,
      @ForAll @LongRange(min = 0, max = 999_999) long millis) {
    assertThat(Durations.parse(hours + "h" + minutes + "m" + millis + "ms"))
        .isEqualTo(Duration.ofHours(hours).plusMinutes(minutes).plusMillis(millis));
  }

  @Property(tries = 1000)
  void anyTextIsADurationOrRefused(@ForAll String text) {
    try {
      assertThat(Durations.parse(text).isNegative()).isFalse();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("is no duration");
    }
  }

  @Example
  void theShortestWholeUnitIsWritten() {
    assertThat(Durations.format(Duration.ofMinutes(120))).isEqualTo("2h");
    assertThat(Durations.format(Duration.ofMinutes(90))).isEqualTo("90m");
    assertThat(Durations.format(Duration.ofSeconds(61))).isEqualTo("61s");
    assertThat(Durations.format(Duration.ofMillis(1500))).isEqualTo("1500ms");
    assertThat(Durations.format(Duration.ZERO)).isEqualTo("0s");
  }

  /**
   * Both came from a spec and would have ended the process: a stack overflow and an overflow of the
   * sum.
   */
  @Example
  void aHostileTextIsRefusedQuickly() {
    assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse("1s".repeat(100_000)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse("999999999999h".repeat(3000)));
    assertThat(Durations.parse("999999999999h".repeat(4))).isPositive();
  }
}
