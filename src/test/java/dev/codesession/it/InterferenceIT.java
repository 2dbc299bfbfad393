package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codesession.api.v1alpha1.Blame;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.OutcomeReason;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody with rights on the cluster gets in the way. */
final class InterferenceIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  @ParameterizedTest
  @ValueSource(strings = {"gvisor", "runc"})
  void podDeletedWhileTheCodeRuns(String runtime) {
    var session = running(runtime);
    cluster
        .client()
        .pods()
        .inNamespace(cluster.namespace())
        .withName(LiveCluster.podName(session))
        .withGracePeriod(1)
        .delete();
    lostAndNotRunAgain(session);
  }

  @Test
  void podForciblyDeletedWhileTheCodeRuns() {
    var session = running("runc");
    cluster
        .client()
        .pods()
        .inNamespace(cluster.namespace())
        .withName(LiveCluster.podName(session))
        .withGracePeriod(0)
        .delete();
    lostAndNotRunAgain(session);
  }

  private static CodeSession running(String runtime) {
    var session =
        cluster.create(
            Sessions.python(TestClasses.name(runtime), Sessions.COUNTING.replace("'4'", "'60'")));
    cluster.codeRuns(session);
    return session;
  }

  private static void lostAndNotRunAgain(CodeSession session) {
    var status = cluster.destroyed(session);
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(OutcomeReason.Lost);
    assertThat(status.outcome().blame()).isEqualTo(Blame.Platform);
    assertThat(status.outcome().codeStarted()).isTrue();
    assertThat(status.outcome().retrySafe()).isFalse();
    assertThat(status.attempt()).isEqualTo(1);
    assertThat(cluster.pods(session)).isEmpty();
  }

  /**
   * Not even an administrator may; the controllers of the control plane must, or no namespace could
   * be deleted.
   */
  @Test
  void guardIsKeptByAdmissionAndComesBackIfItGoesAllTheSame() {
    var session = running("runc");
    assertThatThrownBy(() -> guard(cluster.client()).delete())
        .hasMessageContaining("kept by the CodeSession operator");
    try (var controller = cluster.as("system:serviceaccount:kube-system:namespace-controller")) {
      guard(controller).delete();
      controller.resourceQuotas().inNamespace(cluster.namespace()).withName(Names.GUARD).delete();
    }
    LiveCluster.waitUntil(() -> guard(cluster.client()).get() != null);
    LiveCluster.waitUntil(
        () ->
            cluster
                .client()
                .v1()
                .events()
                .inNamespace(cluster.namespace())
                .list()
                .getItems()
                .stream()
                .anyMatch(e -> "GuardTampered".equals(e.getReason())));
    assertThat(guard(cluster.client()).get().getSpec().getPolicyTypes())
        .containsExactly("Ingress", "Egress");
    assertThat(cluster.run(Sessions.python("it-runc", "print(2)")).outcome().reason())
        .isEqualTo(OutcomeReason.Completed);
    assertThat(
            cluster
                .client()
                .resourceQuotas()
                .inNamespace(cluster.namespace())
                .withName(Names.GUARD)
                .get())
        .isNotNull();
    cluster.delete(session);
    cluster.gone(session);
  }

  private static Resource<NetworkPolicy> guard(KubernetesClient client) {
    return client
        .network()
        .v1()
        .networkPolicies()
        .inNamespace(cluster.namespace())
        .withName(Names.GUARD);
  }
}
