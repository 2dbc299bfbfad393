package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** A short random history of a seed that is always the same; hack/robustness takes others. */
@Isolated
final class RandomHistoryIT {
  private static final Duration LASTING = Duration.ofSeconds(25);

  private static final long SEED = 6;

  @Test
  @Timeout(600)
  void allRulesHold() throws Exception {
    var why = SimulatedCluster.impossible();
    assumeTrue(why == null, () -> why);
    try (var cluster = new SimulatedCluster(SEED, "--faults", Mischief.NODE);
        var operator = new OperatorUnderTest(cluster.folder(), "random")) {
      assertThat(new RandomHistory(cluster, operator, SEED).live(LASTING))
          .as("again, and longer: hack/robustness --minutes 2 --seed %d", SEED)
          .isEmpty();
    }
  }
}
