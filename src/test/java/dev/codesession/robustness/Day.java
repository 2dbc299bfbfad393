package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An operator, a namespace, and the history that is judged when all is over. */
final class Day {
  static final Duration PATIENCE = Duration.ofSeconds(120);

  /** No quota is at stake in these. */
  private static final HistoryRules RULES = new HistoryRules(Duration.ofMinutes(2), 200);

  private final SimulatedCluster cluster;
  private final History history = new History();
  private final Recorder recorder;
  private final TestNamespace namespace;
  private OperatorUnderTest operator;

  Day(SimulatedCluster cluster) throws Exception {
    this.cluster = cluster;
    recorder = new Recorder(history, cluster);
    namespace = new TestNamespace(cluster.client(), "bad-day");
    cluster.proxy().post("/points", Map.of());
    operator = new OperatorUnderTest(cluster.folder(), "bad-day");
  }

  TestNamespace namespace() {
    return namespace;
  }

  OperatorUnderTest operator() {
    return operator;
  }

  /** Another one than it would have been, or another version from now on. */
  void operator(OperatorUnderTest other) {
    operator.close();
    operator = other;
  }

  void note(String what) {
    history.note(what);
  }

  /** All mischief ends, all sessions go, and the whole history is looked at. */
  void judge(String name) throws Exception {
    try {
      cluster.proxy().delete("/rules");
      cluster.node().delete("/faults");
      operator.revive();
      var left = namespace.sessions();
      left.forEach(s -> namespace.forget(s.getMetadata().getName()));
      left.forEach(s -> namespace.delete(s.getMetadata().getName()));
      namespace.close();
      recorder.collect();
    } finally {
      recorder.close();
      operator.close();
      history.write(cluster.folder().resolve(name + ".jsonl"));
    }
    assertThat(RULES.broken(history.events())).as(name).isEmpty();
  }

  void work() throws Exception {
    operator.start();
    operator.awaitReady();
  }

  List<CodeSession> create(String prefix, int count, int seconds) {
    var created = new ArrayList<CodeSession>();
    for (int i = 1; i <= count; i++) {
      created.add(namespace.create(Shapes.lasting(prefix + i, seconds)));
    }
    return created;
  }

  static void completed(CodeSession session, CodeSessionStatus status) {
    var name = session.getMetadata().getName();
    assertThat(status.outcome().reason())
        .as(name + ": " + status.outcome().message())
        .isEqualTo(OutcomeReason.Completed);
    assertThat(status.stdout().head()).isEqualTo("nonce=" + name + " starts=1\n");
  }

  /** Whatever becomes of the operator meanwhile: its pod would be started again. */
  void allComplete(List<CodeSession> sessions) throws Exception {
    for (var until = Instant.now().plus(PATIENCE);
        Instant.now().isBefore(until)
            && !namespace.sessions().stream().allMatch(TestNamespace::isDestroyed); ) {
      operator.revive();
      Thread.sleep(200);
    }
    sessions.forEach(s -> completed(s, namespace.destroyed(s)));
  }

  void awaitWord(String word, int times) throws Exception {
    var until = Instant.now().plus(PATIENCE);
    while (recorder.heard(word) < times) {
      assertThat(Instant.now()).as("patience for " + word).isBefore(until);
      Thread.sleep(50);
    }
  }
}
