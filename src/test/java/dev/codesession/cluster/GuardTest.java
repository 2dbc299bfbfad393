package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.codesession.api.v1alpha1.Names;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guard of a namespace: made, believed only when seen, and put right. */
final class GuardTest {
  private final MockCluster cluster = MockCluster.shared();
  private final String namespace = MockCluster.namespace();
  private final RecordedSignals signals = new RecordedSignals();
  private final Tampering tampering = cluster.tampering(signals);
  private final Guard guard = new Guard(cluster.client, cluster.caches, "low", tampering);
  private final Resource<NetworkPolicy> policy =
      cluster.client.network().v1().networkPolicies().inNamespace(namespace).withName(Names.GUARD);
  private final Resource<ResourceQuota> quota =
      cluster.client.resourceQuotas().inNamespace(namespace).withName(Names.GUARD);

  @BeforeEach
  void establish() {
    assertThat(guard.inForce(namespace)).isFalse();
    guard.establish(MockCluster.session(namespace), List.of());
    await()
        .until(
            () ->
                cluster.caches.policy(namespace).isPresent()
                    && cluster.caches.quota(namespace).isPresent());
    assertThat(guard.inForce(namespace)).as("the quota controller has not seen it").isFalse();
  }

  @Test
  void itIsInForceOnceTheQuotaIsTakenUp() {
    assertThat(guard.inForce(namespace)).as("the quota controller has not seen it").isFalse();
    takeUp(quota.get().getSpec().getHard());
    await().until(() -> guard.inForce(namespace));
    assertThat(signals.all).isEmpty();
  }

  @Test
  void quantitiesInOtherWordsAreTheSame() {
    var other = new HashMap<>(quota.get().getSpec().getHard());
    other.put("limits.memory", new Quantity("131072Mi"));
    other.put("limits.cpu", new Quantity("64000m"));
    quota.edit(
        q -> {
          q.getSpec().setHard(other);
          return q;
        });
    takeUp(other);
    await().until(() -> guard.inForce(namespace));
    guard.establish(MockCluster.session(namespace), List.of());
    assertThat(signals.all).isEmpty();
  }

  @Test
  void aPolicyThatWasOpenedIsClosedAgain() {
    policy.edit(
        p -> {
          p.getSpec().getPolicyTypes().remove("Egress");
          return p;
        });
    await()
        .until(() -> cluster.caches.policy(namespace).get().getSpec().getPolicyTypes().size() == 1);
    guard.establish(MockCluster.session(namespace), List.of());
    assertThat(policy.get().getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(signals.all).containsExactly("drift NetworkPolicy");
  }

  @Test
  void aQuotaThatWasRaisedIsLoweredAgain() {
    var raised = Map.of("pods", new Quantity("9999"));
    quota.edit(
        q -> {
          q.getSpec().setHard(raised);
          return q;
        });
    takeUp(raised);
    await().until(() -> cluster.caches.quota(namespace).get().getStatus() != null);
    assertThat(guard.inForce(namespace)).isFalse();
    guard.establish(MockCluster.session(namespace), List.of());
    assertThat(quota.get().getSpec().getHard()).containsEntry("pods", new Quantity("50"));
    assertThat(signals.all).containsExactly("drift ResourceQuota");
  }

  @Test
  void aGuardThatWasDeletedIsMadeAgain() {
    policy.delete();
    await().until(() -> cluster.caches.policy(namespace).isEmpty());
    guard.establish(MockCluster.session(namespace), List.of());
    assertThat(policy.get()).isNotNull();
    assertThat(signals.all).containsExactly("drift NetworkPolicy");
    var event = cluster.client.v1().events().inNamespace(namespace).list().getItems();
    assertThat(event)
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.getReason()).isEqualTo("GuardTampered");
              assertThat(e.getMessage()).contains("NetworkPolicy").contains("deleted");
            });
  }

  @Test
  void whatTheCacheDoesNotShowYetIsNobodysTampering() {
    var young = new Guard(cluster.client, cluster.caches, "low", cluster.tampering(signals));
    var another = MockCluster.session(MockCluster.namespace());
    young.establish(another, List.of());
    young.establish(another, List.of());
    assertThat(signals.all).isEmpty();
  }

  @Test
  void whatIsDoneAgainAndAgainIsToldOnce() {
    for (int i = 0; i < 3; i++) {
      policy.delete();
      await().until(() -> cluster.caches.policy(namespace).isEmpty());
      guard.establish(MockCluster.session(namespace), List.of());
      await().until(() -> cluster.caches.policy(namespace).isPresent());
      guard.inForce(namespace);
    }
    assertThat(signals.all).containsExactly("drift NetworkPolicy");
  }

  @Test
  void aQuotaThatNoLongerFitsTheClassesIsNobodysTampering() {
    var lower = new HashMap<>(quota.get().getSpec().getHard());
    lower.put("pods", new Quantity("7"));
    quota.edit(
        q -> {
          q.getSpec().setHard(lower);
          return q;
        });
    await()
        .until(
            () ->
                cluster
                    .caches
                    .quota(namespace)
                    .map(q -> lower.equals(q.getSpec().getHard()))
                    .orElse(false));
    // As if this process had left it so, under other classes.
    tampering.inForce(quota.get(), quota.get().getSpec());
    guard.establish(MockCluster.session(namespace), List.of());
    assertThat(quota.get().getSpec().getHard()).containsEntry("pods", new Quantity("50"));
    assertThat(signals.all).isEmpty();
  }

  @Test
  void aPolicyOfOthersThatOpensItIsFoundAndToldOf() {
    var foreign =
        new io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder()
            .withNewMetadata()
            .withName("allow-dns")
            .withNamespace(namespace)
            .endMetadata()
            .withNewSpec()
            .withNewPodSelector()
            .endPodSelector()
            .withPolicyTypes("Egress")
            .addNewEgress()
            .endEgress()
            .endSpec()
            .build();
    cluster.create(foreign);
    await().until(() -> !guard.openers(namespace, "uid").isEmpty());
    assertThat(guard.openers(namespace, "uid")).containsExactly("allow-dns");
    guard.establish(MockCluster.session(namespace), List.of("allow-dns"));
    assertThat(signals.all).containsExactly("drift ForeignNetworkPolicy");
  }

  @Test
  void anotherSessionOfTheNamespaceMayBeQuicker() {
    policy.delete();
    await().until(() -> cluster.caches.policy(namespace).isEmpty());
    var path = "/apis/networking.k8s.io/v1/namespaces/" + namespace + "/networkpolicies";
    cluster.server.expect().post().withPath(path).andReturn(409, "").once();
    var theirs = "/" + Names.GUARD;
    cluster.server.expect().put().withPath(path + theirs).andReturn(200, "{}").once();
    cluster.server.expect().get().withPath(path + theirs).andReturn(200, "{}").once();
    guard.establish(MockCluster.session(namespace), List.of());
    assertThat(signals.all).containsExactly("drift NetworkPolicy");
  }

  private void takeUp(Map<String, Quantity> hard) {
    quota.editStatus(
        q -> {
          q.setStatus(
              new io.fabric8.kubernetes.api.model.ResourceQuotaStatusBuilder()
                  .withHard(hard)
                  .build());
          return q;
        });
  }
}
