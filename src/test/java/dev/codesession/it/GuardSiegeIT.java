package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.CheckStatus;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Somebody with the rights of a controller, whom the policies have to let through, takes the guard
 * away again and again while fifty sessions start. What each record says must hold for all of them.
 */
@Isolated
final class GuardSiegeIT {
  private static final int SESSIONS = 50;
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  @Test
  void noCodeStartsWithoutAGuardInForceAndAProof() throws InterruptedException {
    var over = new AtomicBoolean();
    var taken = new AtomicInteger();
    var siege = Thread.ofVirtual().start(() -> besiege(over, taken));
    var sessions = new ArrayList<CodeSession>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(cluster.create(Sessions.python("it-runc", "print(" + i + ")")));
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> sessions.stream().allMatch(s -> isFinished(cluster.get(s))));
    over.set(true);
    siege.join();
    assertThat(taken.get()).as("times the guard was taken away").isGreaterThan(10);
    for (CodeSession session : sessions) {
      holds(cluster.get(session).getStatus());
    }
  }

  private static void holds(CodeSessionStatus status) {
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(OutcomeReason.Completed);
    assertThat(status.isolation().proven()).isTrue();
    assertThat(status.isolation().checks())
        .filteredOn(c -> c.name().equals("guard"))
        .singleElement()
        .extracting(CheckStatus::passed)
        .isEqualTo(true);
    assertThat(status.timeline().proven()).isLessThanOrEqualTo(status.timeline().started());
  }

  private static boolean isFinished(CodeSession session) {
    return session.getStatus() != null && session.getStatus().phase() == Phase.Finished;
  }

  private static void besiege(AtomicBoolean over, AtomicInteger taken) {
    try (var controller = cluster.as("system:serviceaccount:kube-system:namespace-controller")) {
      while (!over.get()) {
        taken.addAndGet(takeAway(controller));
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many of the two objects were there to take. */
  private static int takeAway(KubernetesClient controller) {
    var policy = controller.network().v1().networkPolicies().inNamespace(cluster.namespace());
    var quota = controller.resourceQuotas().inNamespace(cluster.namespace());
    try {
      return List.copyOf(policy.withName(Names.GUARD).delete()).size()
          + List.copyOf(quota.withName(Names.GUARD).delete()).size();
    } catch (KubernetesClientException e) {
      return 0;
    }
  }
}
