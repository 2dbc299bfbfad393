package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A minute with a fixed seed. Not part of the build yet: what meets the operator when is not
 * repeatable, and no run of it was green when it was written.
 */
@Isolated
final class RandomHistorySample {
  private static final long SEED = 6;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void allRulesHold() throws Exception {
    var why = SimulatedCluster.impossible();
    assumeTrue(why == null, () -> why);
    try (var cluster = new SimulatedCluster(SEED, "--faults", Mischief.NODE);
        var operator = new OperatorUnderTest(cluster.folder(), "random")) {
      assertThat(new RandomHistory(cluster, operator, SEED).live(Duration.ofSeconds(60)))
          .as("hack/robustness --minutes 1 --seed " + SEED)
          .isEmpty();
    }
  }
}
