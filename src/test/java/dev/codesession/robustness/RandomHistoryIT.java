package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Short random histories, of a seed that is always the same and of the day's. */
@Isolated
final class RandomHistoryIT {
  private static final Duration LASTING = Duration.ofSeconds(25);

  static LongStream seeds() {
    return LongStream.of(6, LocalDate.now(ZoneOffset.UTC).toEpochDay());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Timeout(600)
  void allRulesHold(long seed) throws Exception {
    var why = SimulatedCluster.impossible();
    assumeTrue(why == null, () -> why);
    try (var cluster = new SimulatedCluster(seed, "--faults", Mischief.NODE);
        var operator = new OperatorUnderTest(cluster.folder(), "random-" + seed)) {
      assertThat(new RandomHistory(cluster, operator, seed).live(LASTING))
          .as("again, and longer: hack/robustness --minutes 2 --seed %d", seed)
          .isEmpty();
    }
  }
}
