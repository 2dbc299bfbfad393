package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.admission.Admission;
import dev.codesession.admission.Plan;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.blueprint.SandboxPod;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A session deleted at any moment leaves no pod and no finalizer; one whose time to live is over
 * goes by itself.
 */
final class DeletionIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  private static void leavesNothing(CodeSession session) {
    cluster.delete(session);
    cluster.gone(session);
    // At once, or by the sweep if the session went before its finalizer counted.
    LiveCluster.waitUntil(() -> cluster.pods(session).isEmpty());
  }

  @Test
  void atOnce() {
    leavesNothing(cluster.create(Sessions.python("it-gvisor", Sessions.COUNTING)));
  }

  @Test
  void whileThePodStarts() {
    var session = cluster.create(Sessions.python("it-gvisor", Sessions.COUNTING));
    LiveCluster.waitUntil(() -> !cluster.pods(session).isEmpty());
    leavesNothing(session);
  }

  @Test
  void whileTheCodeRuns() {
    var session = cluster.create(Sessions.python("it-gvisor", Sessions.COUNTING));
    cluster.codeRuns(session);
    leavesNothing(session);
  }

  @Test
  void onceFinished() {
    var session = cluster.create(Sessions.python("it-gvisor", "print(1)"));
    cluster.finished(session);
    leavesNothing(session);
  }

  @Test
  void onceDestroyed() {
    var session = cluster.create(Sessions.python("it-gvisor", "print(1)"));
    cluster.destroyed(session);
    leavesNothing(session);
  }

  @Test
  void byTimeToLive() {
    var spec =
        new CodeSessionSpec(
            "it-runc",
            "python",
            "print(1)",
            List.of(),
            List.of(),
            null,
            List.of(),
            null,
            null,
            null,
            null,
            "3s",
            null);
    var session = cluster.create(Sessions.of(spec));
    assertThat(cluster.destroyed(session).outcome().reason()).isEqualTo(OutcomeReason.Completed);
    cluster.gone(session);
  }

  /**
   * The API server lets an object go although a finalizer was added between its read and its
   * removal (store.Delete decides first), and administrators take finalizers off. A sandbox of such
   * a session is left, which the garbage collector wants to delete and our finalizer holds.
   */
  @Test
  void whenTheSessionHasGoneWithoutItsSandbox() {
    var session = Sessions.python("it-runc", "print(1)");
    session.getMetadata().setNamespace(cluster.namespace());
    session.getMetadata().setName("gone");
    session.getMetadata().setUid(UUID.randomUUID().toString());
    var rules = List.of(TestClasses.of("runc", LiveCluster.image()));
    if (!(Admission.judge(session.getSpec(), rules) instanceof Verdict.Accepted(Plan plan))) {
      throw new AssertionError("the class of the tests takes this");
    }
    try (var operator = cluster.as(LiveCluster.OPERATOR)) {
      operator.resource(SandboxPod.of(session, plan, 1, "codesession-sandbox")).create();
    }
    assertThat(cluster.pods(session)).hasSize(1);
    LiveCluster.waitUntil(() -> cluster.pods(session).isEmpty());
  }

  @Test
  void withItsWholeNamespace() {
    var name = "it-" + UUID.randomUUID().toString().substring(0, 8);
    cluster
        .client()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    var session =
        cluster
            .client()
            .resource(Sessions.python("it-runc", Sessions.COUNTING))
            .inNamespace(name)
            .create();
    LiveCluster.waitUntil(
        () -> {
          var now = cluster.client().resource(session).inNamespace(name).get();
          return now.getStatus() != null && now.getStatus().phase() == Phase.Running;
        });
    cluster.client().namespaces().withName(name).delete();
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> cluster.client().namespaces().withName(name).get() == null);
  }
}
