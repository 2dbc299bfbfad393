package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
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
  private static SimulatedCluster cluster;

  private Day day;

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
    day = new Day(cluster);
  }

  @AfterEach
  void judge(TestInfo test) throws Exception {
    day.judge(test.getTestMethod().orElseThrow().getName());
  }

  @Test
  void watchesAreRefusedWhileTheOperatorStarts() throws Exception {
    cluster.proxy().post("/rules", Map.of("verb", "watch", "fault", "gone", "times", 3));
    cluster.proxy().post("/rules", Map.of("verb", "list", "fault", "gone", "times", 1));
    day.work();
    day.allComplete(day.create("s", 1, 0));
  }

  @Test
  void theApiServerIsGoneWhileCodeRuns() throws Exception {
    day.work();
    var sessions = day.create("s", 10, 8);
    sessions.forEach(s -> day.namespace().reached(s, Phase.Running));
    cluster.proxy().post("/rules", Map.of("fault", "drop"));
    cluster.proxy().post("/cut", Map.of());
    day.note("the API server is gone");
    Thread.sleep(20_000);
    cluster.proxy().delete("/rules");
    day.note("the API server is back");
    day.allComplete(sessions);
  }

  @Test
  void theOperatorIsDownForTheWholeLifeOfASession() throws Exception {
    var early = day.create("early", 3, 1);
    day.work();
    day.allComplete(early);
    var late = day.create("late", 5, 4);
    late.forEach(s -> day.namespace().reached(s, Phase.Running));
    // Running says that the code may be sent, the node that it was.
    day.awaitWord("STARTED", early.size() + late.size());
    day.operator().kill();
    day.note("the operator is gone");
    late.forEach(this::guestHasEnded);
    day.work();
    day.allComplete(late);
  }

  private void guestHasEnded(CodeSession session) {
    assertThat(day.namespace().pods(session)).hasSize(1);
    cluster
        .client()
        .resource(day.namespace().pods(session).getFirst())
        .waitUntilCondition(BadDayIT::hasEnded, Day.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static boolean hasEnded(Pod pod) {
    return pod != null && List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
  }

  @Test
  void guestsLie() throws Exception {
    day.work();
    var sessions = new ArrayList<CodeSession>();
    for (var lie : List.of("malformed", "huge", "forged", "replayed")) {
      cluster
          .node()
          .post(
              "/faults",
              Map.of("namespace", day.namespace().name(), "owner", lie, "faults", "liar=" + lie));
      sessions.add(day.namespace().create(Shapes.impatient(lie)));
    }
    for (var session : sessions) {
      var outcome = day.namespace().destroyed(session).outcome();
      var lie = session.getMetadata().getName();
      // The others say the truth as well: what is no frame, or one again, is not heard.
      if (lie.equals("forged")) {
        assertThat(outcome.reason()).as(lie).isNotEqualTo(OutcomeReason.Completed);
        assertThat(outcome.message()).as(lie).isNotBlank();
      }
    }
    var honest = day.create("honest", 1, 0);
    day.allComplete(honest);
  }

  @Test
  void theControlPlaneIsGoneWhileAHundredSessionsRun() throws Exception {
    theControlPlaneIsGone(20, 25);
  }

  @Test
  void theControlPlaneIsGoneForTwoMinutes() throws Exception {
    theControlPlaneIsGone(20, 120);
  }

  /** Nobody reaches the API server: no client, not the operator, not the nodes. */
  private void theControlPlaneIsGone(int lasting, int seconds) throws Exception {
    day.work();
    var sessions = day.create("s", 100, lasting);
    day.awaitWord("STARTED", sessions.size());
    cluster.crash("kube-apiserver", "kube-scheduler", "kube-controller-manager");
    day.note("the control plane is gone");
    Thread.sleep(Duration.ofSeconds(seconds));
    cluster.recover();
    day.note("the control plane is back");
    day.allComplete(sessions);
  }

  @Test
  void etcdCrashesWithSessionsAtEveryStage() throws Exception {
    day.work();
    var sessions = day.create("running", 10, 5);
    day.awaitWord("STARTED", sessions.size());
    sessions.addAll(day.create("new", 15, 1));
    cluster.crash("etcd");
    day.note("etcd is gone");
    Thread.sleep(Duration.ofSeconds(3));
    cluster.recover();
    day.note("etcd is back");
    day.allComplete(sessions);
  }

  /** The kubelet evicts for it; the code of one had begun, that of the other had not. */
  @Test
  void sandboxesAreEvictedBecauseTheDiskIsFull() throws Exception {
    day.work();
    fault("begun", "evicted=ephemeral-storage@STARTED");
    fault("early", "evicted=ephemeral-storage@HELLO");
    var begun = day.create("begun", 1, 5).getFirst();
    var early = day.create("early", 1, 0).getFirst();
    for (var session : List.of(begun, early)) {
      var outcome = day.namespace().destroyed(session).outcome();
      assertThat(outcome.reason())
          .as(outcome.message())
          .isEqualTo(session == begun ? OutcomeReason.Lost : OutcomeReason.StartFailed);
      assertThat(outcome.codeStarted()).isEqualTo(session == begun);
      assertThat(outcome.message()).contains("Evicted");
      assertThat(day.namespace().pods(session)).isEmpty();
    }
    day.allComplete(day.create("later", 1, 0));
  }

  /** The code is told by its own system calls, and tells; that is a result like any other. */
  @Test
  void theScratchHasNoRoomBecauseTheDiskIsFull() throws Exception {
    day.work();
    fault("full", "disk-full");
    var session = day.create("full", 1, 0).getFirst();
    var status = day.namespace().destroyed(session);
    assertThat(status.outcome().reason()).isEqualTo(OutcomeReason.Completed);
    assertThat(status.stderr().head()).contains("No space left on device");
    assertThat(day.namespace().pods(session)).isEmpty();
    day.allComplete(day.create("later", 1, 0));
  }

  private static void fault(String owner, String faults) throws Exception {
    cluster
        .node()
        .post("/faults", Map.of("namespace", "*", "owner", owner + "*", "faults", faults));
  }

  /** Whoever deletes the session does not get rid of the question. */
  @Test
  void aVmHangsWhoseSessionIsDeleted() throws Exception {
    day.work();
    // It does not end when the operator hangs up, either; its pod goes after twice that time.
    fault("hung", "liar=silent,stuck-terminating=40s");
    var session = day.create("hung", 1, 60).getFirst();
    day.namespace().reached(session, Phase.Starting);
    day.namespace().forget(session.getMetadata().getName());
    day.namespace().raised(session);
    assertThat(day.namespace().pods(session)).as("it is still there").hasSize(1);
    assertThat(cluster.client().v1().events().inNamespace(day.namespace().name()).list().getItems())
        .extracting(e -> e.getReason())
        .contains("DestructionUnconfirmed");
  }

  @Test
  void theNodeIsGoneForEver() throws Exception {
    day.work();
    var session = day.create("s", 1, 60).getFirst();
    day.namespace().reached(session, Phase.Running);
    day.awaitWord("STARTED", 1);
    var node = day.namespace().pods(session).getFirst().getSpec().getNodeName();
    cluster.node().post("/nodes/" + node + "/vanish?remove=true", Map.of());
    day.note("the node " + node + " is gone");
    var status = day.namespace().destroyed(session);
    assertThat(status.outcome().reason()).isEqualTo(OutcomeReason.Lost);
    assertThat(Objects.requireNonNull(status.outcome().codeStarted())).isTrue();
    day.allComplete(day.create("elsewhere", 1, 0));
  }
}
