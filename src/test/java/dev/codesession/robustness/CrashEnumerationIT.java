package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
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
  private static SimulatedCluster cluster;
  private static OperatorUnderTest operator;
  private static CrashedLife life;

  @BeforeAll
  static void up() throws Exception {
    var why = SimulatedCluster.impossible();
    assumeTrue(why == null, () -> why);
    cluster = new SimulatedCluster(1);
    operator = new OperatorUnderTest(cluster.folder(), "enumerated");
    operator.start();
    operator.awaitReady();
    life = new CrashedLife(cluster, operator);
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
    life.warmUp();
    var tests = new ArrayList<DynamicTest>();
    for (JsonNode write : life.live("listed", List.of())) {
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
          DynamicTest.dynamicTest(
              "before" + what, () -> killed("before-" + number, number, false)));
      tests.add(
          DynamicTest.dynamicTest("after" + what, () -> killed("after-" + number, number, true)));
    }
    assertThat(tests).as("the life of a session has writes").hasSizeGreaterThan(12);
    return tests;
  }

  private static void killed(String name, int number, boolean answered) throws Exception {
    life.live(name, List.of(new CrashedLife.Crash(number, answered)));
  }
}
