package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codesession.api.v1alpha1.OutcomeReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The life of one session, from its creation to its deletion, with the operator killed in it. */
record CrashedLife(SimulatedCluster cluster, OperatorUnderTest operator) {
  private static final HistoryRules RULES = new HistoryRules(Duration.ofMinutes(1), 10);

  /**
   * The operator is killed at a write.
   *
   * @param number of the write in the session's namespace, from the start of the life or from the
   *     crash before
   * @param answered it was carried out, and the operator does not hear of it
   */
  record Crash(int number, boolean answered) {}

  /** The writes, since the last crash, of one life in a namespace of its own; all must be well. */
  JsonNode live(String name, List<Crash> crashes) throws Exception {
    var history = new History();
    try (var recorder = new Recorder(history, cluster);
        var namespace = new TestNamespace(cluster.client(), name)) {
      hold(namespace, crashes.isEmpty() ? new Crash(0, false) : crashes.getFirst());
      var life = CompletableFuture.runAsync(() -> liveAndLeave(namespace, name));
      int struck = 0;
      while (!life.isDone()) {
        if (struck < crashes.size() && cluster.proxy().found("/held?wait=100ms")) {
          history.note("killed");
          operator.kill();
          recorder.written();
          cluster.proxy().delete("/held");
          struck++;
          hold(namespace, struck < crashes.size() ? crashes.get(struck) : new Crash(0, false));
          operator.start();
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

  /**
   * Once for the canary and whatever is done once only. Without a history: it would begin in the
   * middle of the canary's, whose record of the proof may have been written before.
   */
  void warmUp() {
    try (var namespace = new TestNamespace(cluster.client(), "warm-up")) {
      liveAndLeave(namespace, "warm-up");
    }
  }

  private void hold(TestNamespace namespace, Crash crash) throws Exception {
    cluster
        .proxy()
        .post(
            "/points",
            Map.of(
                "namespace",
                namespace.name(),
                "number",
                crash.number(),
                "answer",
                crash.answered()));
  }

  private static void liveAndLeave(TestNamespace namespace, String name) {
    var status = namespace.destroyed(namespace.create(Shapes.counting(name)));
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(OutcomeReason.Completed);
    assertThat(status.stdout().head()).isEqualTo("nonce=" + name + " starts=1\n");
    namespace.delete(name);
  }
}
