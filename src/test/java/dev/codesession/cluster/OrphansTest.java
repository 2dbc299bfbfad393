package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.admission.Examples;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.blueprint.SandboxPod;
import io.fabric8.kubernetes.api.model.Pod;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A sandbox whose session is gone goes, too; any other stays. */
final class OrphansTest {
  private final MockCluster cluster = MockCluster.shared();
  private final String namespace = MockCluster.namespace();
  private final CodeSession session = MockCluster.session(namespace);
  private final RecordedSignals signals = new RecordedSignals();
  private final Orphans orphans = new Orphans(cluster.client, cluster.caches, signals);

  @Test
  void theSandboxOfAGoneSessionIsLetGoAndDeleted() {
    var pod = sandbox();
    orphans.sweep();
    assertThat(find(pod)).isNull();
    assertThat(signals.all).contains("orphan");
  }

  @Test
  void theSandboxOfAnotherSessionOfTheSameNameGoes() {
    var pod = sandbox();
    var other = MockCluster.session(namespace);
    other.getMetadata().setUid(null);
    cluster.create(other);
    orphans.sweep();
    assertThat(find(pod)).isNull();
  }

  @Test
  void theSandboxOfALivingSessionStays() {
    cluster.create(session);
    session.getMetadata().setUid(cluster.client.resource(session).get().getMetadata().getUid());
    var pod = sandbox();
    orphans.sweep();
    assertThat(find(pod)).isNotNull();
  }

  @Test
  void aPodThatNoSessionMadeIsNotOurs() {
    var pod = pod();
    pod.getMetadata().setOwnerReferences(null);
    cached(cluster.create(pod));
    orphans.sweep();
    assertThat(find(pod)).isNotNull();
  }

  private Pod pod() {
    return SandboxPod.of(session, Examples.plan(), 1, "low");
  }

  private Pod sandbox() {
    return cached(cluster.create(pod()));
  }

  private Pod cached(Pod pod) {
    Awaitility.await()
        .until(() -> cluster.caches.pod(namespace, pod.getMetadata().getName()).isPresent());
    return pod;
  }

  private Pod find(Pod pod) {
    return cluster.client.pods().inNamespace(namespace).withName(pod.getMetadata().getName()).get();
  }
}
