package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The life of one session, from its creation to its deletion: once to list what the operator
 * writes, then once for each write with the operator killed just before it and just after it.
 */
@Isolated
final class CrashEnumerationIT {
  private static final HistoryRules RULES = new HistoryRules(Duration.ofMinutes(1), 10);

  private static SimulatedCluster cluster;
  private static OperatorUnderTest operator;

  @BeforeAll
  static void up() throws Exception {
    var why = SimulatedCluster.impossible();
    assumeTrue(why == null, () -> why);
    cluster = new SimulatedCluster(1);
    operator = new OperatorUnderTest(cluster.folder(), "enumerated");
    operator.start();
    operator.awaitReady();
  }

  @AfterAll
  static void down() throws Exception {
    if (cluster != null) {
      operator.close();
      cluster.close();
    }
  }

  @TestFactory
  List<DynamicTest> killedAtEachWrite() throws Exception {
    // Once for the canary and whatever is done once only.
    life("warm-up", 0, false);
    var tests = new ArrayList<DynamicTest>();
    for (JsonNode write : life("listed", 0, false)) {
      int number = write.path("number").asInt();
      if (number == 0) {
        continue;
      }
      var what =
          " %d %s %s %s"
              .formatted(
                  number,
                  write.path("verb").asText(),
                  write.path("resource").asText(),
                  write.path("phase").asText())
              .stripTrailing();
      tests.add(
          DynamicTest.dynamicTest("before" + what, () -> life("before-" + number, number, false)));
      tests.add(
          DynamicTest.dynamicTest("after" + what, () -> life("after-" + number, number, true)));
    }
    assertThat(tests).as("the life of a session has writes").hasSizeGreaterThan(12);
    return tests;
  }

  /** The writes of one life in a namespace of its own. */
  private static JsonNode life(String name, int number, boolean answer) throws Exception {
    var history = new History();
    try (var recorder = new Recorder(history, cluster);
        var namespace = new TestNamespace(cluster.client(), name)) {
      cluster
          .proxy()
          .post(
              "/points", Map.of("namespace", namespace.name(), "number", number, "answer", answer));
      var life = CompletableFuture.runAsync(() -> liveAndLeave(namespace, name));
      while (!life.isDone()) {
        if (number > 0 && cluster.proxy().found("/held?wait=100ms")) {
          history.note("killed");
          operator.kill();
          operator.start();
          operator.awaitReady();
          cluster.proxy().delete("/held");
          break;
        }
        Thread.sleep(20);
      }
      life.join();
      recorder.collect();
    }
    history.write(cluster.folder().resolve(name + ".jsonl"));
    assertThat(RULES.broken(history.events())).as(name).isEmpty();
    return cluster.proxy().get("/points");
  }

  private static void liveAndLeave(TestNamespace namespace, String name) {
    var status = namespace.destroyed(namespace.create(Shapes.counting(name)));
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(dev.codesession.api.v1alpha1.OutcomeReason.Completed);
    assertThat(status.stdout().head()).isEqualTo("nonce=" + name + " starts=1\n");
    namespace.delete(name);
  }
}
