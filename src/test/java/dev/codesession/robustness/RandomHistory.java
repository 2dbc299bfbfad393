package dev.codesession.robustness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.SessionClass;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Sessions, and all that can happen to them, at random: what happens and in which order follows
 * from the seed, when it meets the operator does not.
 */
final class RandomHistory {
  private static final int QUOTA = 6;
  private static final int NAMESPACES = 3;

  /**
   * Twice the quota: with many ends and creations at once Kubernetes itself let 8 pods live where 6
   * may (docs/robustness.md), and more than that would be ours.
   */
  private static final HistoryRules RULES = new HistoryRules(Duration.ofMinutes(2), 2 * QUOTA);

  /** Short deadlines, so that what is lost is given up soon; no canary, as faults would fail it. */
  private static final String CLASS =
      """
      {"spec": {"startDeadline": "15s", "insecureSkipCanary": true,
        "limits": {"defaults": {"wallTime": "6s", "output": "%dMi"}},
        "quota": {"sessions": 6, "cpu": "64", "memory": "64Gi"}}}""";

  private final SimulatedCluster cluster;
  private final OperatorUnderTest operator;
  private final long seed;
  private final Random random;
  private final History history = new History();
  private final List<TestNamespace> namespaces = new ArrayList<>();
  private int count;
  private int died;

  RandomHistory(SimulatedCluster cluster, OperatorUnderTest operator, long seed) {
    this.cluster = cluster;
    this.operator = operator;
    this.seed = seed;
    random = new Random(seed);
  }

  /** The rules that were broken. The history is in the cluster's folder. */
  List<String> live(Duration lasting) throws Exception {
    try (var recorder = new Recorder(history, cluster)) {
      changeClass();
      cluster.proxy().post("/points", Map.of());
      operator.start();
      operator.awaitReady();
      Mischief.begin(cluster.proxy());
      var end = Instant.now().plus(lasting);
      while (Instant.now().isBefore(end)) {
        step();
        reviveOperator();
        Thread.sleep(random.nextInt(50, 300));
      }
      Mischief.end(cluster.proxy());
      settle();
      recorder.collect();
    }
    history.write(cluster.folder().resolve("random-" + seed + ".jsonl"));
    System.out.printf("%d sessions, operator died by itself: %d%n", count, died);
    return RULES.broken(history.events());
  }

  private void step() throws Exception {
    while (namespaces.size() < NAMESPACES) {
      namespaces.add(new TestNamespace(cluster.client(), "random"));
    }
    var namespace = namespaces.get(random.nextInt(NAMESPACES));
    int dice = random.nextInt(1000);
    try {
      if (dice < 750) {
        namespace.create(Shapes.random("s-" + ++count, random));
      } else if (dice < 840) {
        anySession(namespace).ifPresent(namespace::cancel);
      } else if (dice < 930) {
        anySession(namespace).ifPresent(namespace::forget);
      } else if (dice < 940) {
        history.note("deletes namespace " + namespace.name());
        namespaces.remove(namespace);
        namespace.close();
      } else if (dice < 950) {
        changeClass();
      } else if (dice < 965) {
        history.note("kills the operator");
        operator.kill();
        operator.start();
      } else if (dice < 975) {
        cluster.proxy().post("/cut", Map.of());
      } else {
        harmNode();
      }
    } catch (KubernetesClientException e) {
      // A cancel after the end, an object that is gone: the API's right to refuse.
      history.note("refused: " + e.getCode() + " " + e.getMessage());
    }
  }

  private java.util.Optional<String> anySession(TestNamespace namespace) {
    var names = namespace.sessions().stream().map(s -> s.getMetadata().getName()).sorted().toList();
    return names.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(names.get(random.nextInt(names.size())));
  }

  private void changeClass() {
    cluster
        .client()
        .resources(SessionClass.class)
        .withName("default")
        .patch(PatchContext.of(PatchType.JSON_MERGE), CLASS.formatted(random.nextInt(1, 3)));
  }

  private void harmNode() throws Exception {
    switch (random.nextInt(4)) {
      case 0 -> cluster.node().post("/nodes/simulated-1/restart?for=1s", Map.of());
      case 1 -> cluster.node().post("/nodes/simulated-1/not-ready?for=2s", Map.of());
      default -> {
        var verbs = List.of("cut", "evict", "exit?code=137");
        var pods = new ArrayList<JsonNode>();
        cluster.node().get("/pods").forEach(pods::add);
        if (!pods.isEmpty()) {
          var pod = pods.get(random.nextInt(pods.size()));
          var path =
              "/pods/%s/%s/".formatted(pod.path("namespace").asText(), pod.path("name").asText());
          cluster.node().tryPost(path + verbs.get(random.nextInt(3)));
        }
      }
    }
  }

  private void reviveOperator() throws Exception {
    died += operator.revive() ? 1 : 0;
  }

  /** Without further faults all must come to rest; who does not, is in the history as it is. */
  private void settle() throws Exception {
    history.note("no more faults");
    for (var patience = Instant.now().plusSeconds(150);
        Instant.now().isBefore(patience) && !atRest(); ) {
      reviveOperator();
      Thread.sleep(500);
    }
    history.note("deletes all namespaces");
    namespaces.forEach(TestNamespace::close);
    for (var patience = Instant.now().plusSeconds(90);
        Instant.now().isBefore(patience) && !sessions().isEmpty(); ) {
      reviveOperator();
      Thread.sleep(500);
    }
  }

  private boolean atRest() {
    return sessions().stream().allMatch(TestNamespace::isDestroyed);
  }

  private List<CodeSession> sessions() {
    return cluster.client().resources(CodeSession.class).inAnyNamespace().list().getItems();
  }
}
