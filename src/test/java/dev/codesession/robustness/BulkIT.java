package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.codesession.api.v1alpha1.OutcomeReason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * One tenant keeps more megabytes of sessions than the operator has memory, waiting at first and
 * finished then: the operator of all tenants lives, and starts among them.
 */
@Isolated
@Tag("long")
final class BulkIT {
  /** A megabyte each; the operator's heap is at most 300. */
  private static final int SESSIONS = 260;

  /** Of a heap of about 30. */
  private static final int MOST_MIB = 64;

  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private SimulatedCluster cluster;
  private TestNamespace namespace;

  @Test
  @Timeout(1200)
  void theOperatorOutlivesATenantWithoutMeasure() throws Exception {
    var why = SimulatedCluster.impossible();
    assumeTrue(why == null, () -> why);
    try (var own = new SimulatedCluster(1, "--play");
        var operator = new OperatorUnderTest(own.folder(), "bulk")) {
      cluster = own;
      cluster.allow(10);
      namespace = new TestNamespace(cluster.client(), "bulk");
      try (var threads = Executors.newFixedThreadPool(4)) {
        IntStream.range(0, SESSIONS)
            .forEach(i -> threads.execute(() -> namespace.create(Shapes.heavy("s-" + i))));
      }
      operator.start();
      operator.awaitReady();
      // By its own count: listing them would be too much for this process as well.
      for (var patience = Instant.now().plus(PATIENCE);
          operator.sessions("Finished") < SESSIONS; ) {
        assertThat(operator.isAlive()).as("the operator lives").isTrue();
        assertThat(Instant.now()).as("patience").isBefore(patience);
        Thread.sleep(2_000);
      }
      assertThat(namespace.destroyed(Shapes.heavy("s-7")).outcome().reason())
          .isEqualTo(OutcomeReason.Completed);
      long among = Footprint.of(operator.pid()).heapKib() >> 10;
      operator.kill();
      operator.start();
      operator.awaitReady();
      long again = Footprint.of(operator.pid()).heapKib() >> 10;
      System.out.printf(
          "%d sessions of 1 MB: heap %d MiB, %d MiB after a start%n", SESSIONS, among, again);
      assertThat(among).isLessThan(MOST_MIB);
      assertThat(again).isLessThan(MOST_MIB);
    }
  }
}
