package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.parallel.Isolated;

/** What an administrator hopes never to see; each day ends with a look at its whole history. */
@Isolated
@Tag("long")
final class BadDayIT {
  private static final HistoryRules RULES = new HistoryRules(Duration.ofMinutes(2), 30);
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static SimulatedCluster cluster;

  private final History history = new History();
  private OperatorUnderTest operator;
  private Recorder recorder;
  private TestNamespace namespace;

  @BeforeAll
  static void up() throws Exception {
    var why = SimulatedCluster.impossible();
    assumeTrue(why == null, () -> why);
    cluster = new SimulatedCluster(1, "--nodes", "2");
  }

  @AfterAll
  static void down() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void begin() throws Exception {
    recorder = new Recorder(history, cluster);
    namespace = new TestNamespace(cluster.client(), "bad-day");
    cluster.proxy().post("/points", Map.of());
    operator = new OperatorUnderTest(cluster.folder(), "bad-day");
  }

  @AfterEach
  void judge(TestInfo test) throws Exception {
    var name = test.getTestMethod().orElseThrow().getName();
    try {
      cluster.proxy().delete("/rules");
      cluster.node().delete("/faults");
      operator.revive();
      namespace.sessions().forEach(s -> namespace.delete(s.getMetadata().getName()));
      namespace.close();
      recorder.collect();
    } finally {
      recorder.close();
      operator.close();
      history.write(cluster.folder().resolve(name + ".jsonl"));
    }
    assertThat(RULES.broken(history.events())).as(name).isEmpty();
  }

  private void work() throws Exception {
    operator.start();
    operator.awaitReady();
  }

  private List<CodeSession> create(String prefix, int count, int seconds) {
    var created = new ArrayList<CodeSession>();
    for (int i = 1; i <= count; i++) {
      created.add(namespace.create(Shapes.lasting(prefix + i, seconds)));
    }
    return created;
  }

  private static void completed(CodeSession session, CodeSessionStatus status) {
    var name = session.getMetadata().getName();
    assertThat(status.outcome().reason())
        .as(name + ": " + status.outcome().message())
        .isEqualTo(OutcomeReason.Completed);
    assertThat(status.stdout().head()).isEqualTo("nonce=" + name + " starts=1\n");
  }

  /** Whatever becomes of the operator meanwhile: its pod would be started again. */
  private void allComplete(List<CodeSession> sessions) throws Exception {
    for (var until = Instant.now().plus(PATIENCE);
        Instant.now().isBefore(until)
            && !namespace.sessions().stream().allMatch(TestNamespace::isDestroyed); ) {
      operator.revive();
      Thread.sleep(200);
    }
    sessions.forEach(s -> completed(s, namespace.destroyed(s)));
  }

  @Test
  void watchesAreRefusedWhileTheOperatorStarts() throws Exception {
    cluster.proxy().post("/rules", Map.of("verb", "watch", "fault", "gone", "times", 3));
    cluster.proxy().post("/rules", Map.of("verb", "list", "fault", "gone", "times", 1));
    work();
    allComplete(create("s", 1, 0));
  }

  @Test
  void theApiServerIsGoneWhileCodeRuns() throws Exception {
    work();
    var sessions = create("s", 10, 8);
    sessions.forEach(s -> namespace.reached(s, Phase.Running));
    cluster.proxy().post("/rules", Map.of("fault", "drop"));
    cluster.proxy().post("/cut", Map.of());
    history.note("the API server is gone");
    Thread.sleep(20_000);
    cluster.proxy().delete("/rules");
    history.note("the API server is back");
    allComplete(sessions);
  }

  @Test
  void theOperatorIsDownForTheWholeLifeOfASession() throws Exception {
    var early = create("early", 3, 1);
    work();
    allComplete(early);
    var late = create("late", 5, 4);
    late.forEach(s -> namespace.reached(s, Phase.Running));
    // Running says that the code may be sent, the node that it was.
    awaitWord("STARTED", early.size() + late.size());
    operator.kill();
    history.note("the operator is gone");
    late.forEach(this::guestHasEnded);
    work();
    allComplete(late);
  }

  private void awaitWord(String word, int times) throws Exception {
    var until = Instant.now().plus(PATIENCE);
    while (recorder.heard(word) < times) {
      assertThat(Instant.now()).as("patience for " + word).isBefore(until);
      Thread.sleep(50);
    }
  }

  private void guestHasEnded(CodeSession session) {
    assertThat(namespace.pods(session)).hasSize(1);
    cluster
        .client()
        .resource(namespace.pods(session).getFirst())
        .waitUntilCondition(BadDayIT::hasEnded, PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static boolean hasEnded(Pod pod) {
    return pod != null && List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
  }

  @Test
  void guestsLie() throws Exception {
    work();
    var sessions = new ArrayList<CodeSession>();
    for (var lie : List.of("malformed", "huge", "forged", "replayed")) {
      cluster
          .node()
          .post(
              "/faults",
              Map.of("namespace", namespace.name(), "owner", lie, "faults", "liar=" + lie));
      sessions.add(namespace.create(Shapes.impatient(lie)));
    }
    for (var session : sessions) {
      var outcome = namespace.destroyed(session).outcome();
      var lie = session.getMetadata().getName();
      // The others say the truth as well: what is no frame, or one again, is not heard.
      if (lie.equals("forged")) {
        assertThat(outcome.reason()).as(lie).isNotEqualTo(OutcomeReason.Completed);
        assertThat(outcome.message()).as(lie).isNotBlank();
      }
    }
    var honest = create("honest", 1, 0);
    allComplete(honest);
  }

  @Test
  void twoOperatorsWithoutAnElection() throws Exception {
    var settings = Map.of("CODESESSION_LEADER_ELECTION", "false");
    operator = new OperatorUnderTest(cluster.folder(), "first", settings);
    try (var second = new OperatorUnderTest(cluster.folder(), "second", settings)) {
      var early = create("early", 5, 0);
      operator.start();
      second.start();
      operator.awaitReady();
      second.awaitReady();
      var all = new ArrayList<>(early);
      all.addAll(create("late", 15, 1));
      for (var session : all) {
        assertThat(namespace.destroyed(session).outcome()).isNotNull();
      }
    }
  }

  @Test
  void anotherOperatorTakesOver() throws Exception {
    work();
    try (var second = new OperatorUnderTest(cluster.folder(), "standby")) {
      second.start();
      second.awaitReady();
      var sessions = create("s", 5, 3);
      sessions.forEach(s -> namespace.reached(s, Phase.Running));
      operator.kill();
      history.note("the leader is gone");
      sessions.forEach(s -> completed(s, namespace.destroyed(s)));
    }
  }

  @Test
  void theNodeIsGoneForEver() throws Exception {
    work();
    var session = create("s", 1, 60).getFirst();
    namespace.reached(session, Phase.Running);
    awaitWord("STARTED", 1);
    var node = namespace.pods(session).getFirst().getSpec().getNodeName();
    cluster.node().post("/nodes/" + node + "/vanish?remove=true", Map.of());
    history.note("the node " + node + " is gone");
    var status = namespace.destroyed(session);
    assertThat(status.outcome().reason()).isEqualTo(OutcomeReason.Lost);
    assertThat(Objects.requireNonNull(status.outcome().codeStarted())).isTrue();
    allComplete(create("elsewhere", 1, 0));
  }
}
