package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.OutcomeReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A thousand sessions that were created while the operator was down, in namespaces whose quota is
 * far too small for all at once: they run in turn, and leave nothing behind in the operator.
 */
@Isolated
@Tag("long")
final class CrowdIT {
  private static final int NAMESPACES = 4;
  private static final int SESSIONS = 1000;
  private static final int MORE = 1000;
  private static final int QUOTA = 25;

  /** Of what is forgotten a little later, on purpose. */
  private static final Duration FORGETTING = Duration.ofSeconds(15);

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final List<TestNamespace> namespaces = new ArrayList<>();
  private SimulatedCluster cluster;

  @Test
  @Timeout(1200)
  void createdWhileTheOperatorWasDown() throws Exception {
    var why = SimulatedCluster.impossible();
    assumeTrue(why == null, () -> why);
    try (var own = new SimulatedCluster(1, "--play");
        var operator = new OperatorUnderTest(own.folder(), "crowd")) {
      cluster = own;
      cluster.allow(QUOTA);
      for (int i = 0; i < NAMESPACES; i++) {
        namespaces.add(new TestNamespace(cluster.client(), "crowd"));
      }
      crowd("s-", SESSIONS);
      cluster.proxy().post("/points", Map.of());
      operator.start();
      operator.awaitReady();
      comeAndGo();
      refusalsAreFew();
      Thread.sleep(FORGETTING);
      var before = Footprint.of(operator.pid());
      long series = operator.series();

      // The same process once more: its buffers, caches and histograms are filled by now.
      crowd("more-", MORE);
      comeAndGo();
      Thread.sleep(FORGETTING);
      assertThat(operator.series()).as("names are no labels").isEqualTo(series);
      Footprint.of(operator.pid()).isNotMuchMoreThan(before, MORE);
    }
  }

  private void crowd(String prefix, int count) {
    try (var threads = Executors.newFixedThreadPool(8)) {
      IntStream.range(0, count)
          .forEach(
              i ->
                  threads.execute(
                      () ->
                          namespaces
                              .get(i % NAMESPACES)
                              .create(Shapes.patient(prefix + UUID.randomUUID()))));
    }
  }

  /** All end well; then they are deleted, and gone. */
  private void comeAndGo() throws Exception {
    await(sessions -> sessions.stream().allMatch(TestNamespace::isDestroyed));
    assertThat(sessions())
        .allSatisfy(
            s ->
                assertThat(s.getStatus().outcome().reason())
                    .as(s.getStatus().outcome().message())
                    .isEqualTo(OutcomeReason.Completed));
    for (var namespace : namespaces) {
      cluster.client().resources(CodeSession.class).inNamespace(namespace.name()).delete();
    }
    await(List::isEmpty);
  }

  private void await(Predicate<List<CodeSession>> until) throws Exception {
    for (var patience = Instant.now().plus(PATIENCE); !until.test(sessions()); ) {
      assertThat(Instant.now()).as("patience").isBefore(patience);
      Thread.sleep(500);
    }
  }

  private List<CodeSession> sessions() {
    return namespaces.stream().flatMap(n -> n.sessions().stream()).toList();
  }

  /** Fewer than were made: a full quota is not asked again and again. */
  private void refusalsAreFew() throws Exception {
    int made = 0;
    int refused = 0;
    for (var write : cluster.proxy().get("/points")) {
      if (write.path("verb").asText().equals("create")
          && write.path("resource").asText().equals("pods")) {
        made += write.path("code").asInt() == 201 ? 1 : 0;
        refused += write.path("code").asInt() == 403 ? 1 : 0;
      }
    }
    System.out.printf("pods made: %d, refused: %d%n", made, refused);
    assertThat(made).isGreaterThanOrEqualTo(SESSIONS);
    assertThat(refused).isLessThan(made);
  }
}
