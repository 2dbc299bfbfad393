package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.codesession.api.v1alpha1.CodeSession;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the informers keep. */
final class CachesTest {
  private final MockCluster cluster = MockCluster.shared();

  /** Found by CrowdIT: an entry for each session that a node's heartbeat had met, for ever. */
  @Test
  void noSessionIsRememberedForWhatConcernedIt() {
    var namespace = MockCluster.namespace();
    var session = cluster.create(MockCluster.session(namespace));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> cluster.context().getPrimaryCache().list(namespace, s -> true).count() == 1);
    cluster.create(
        new NetworkPolicyBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName("concerns-all")
            .endMetadata()
            .build());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> informers().stream().anyMatch(i -> i.list(namespace, o -> true).count() == 1));
    assertThat(informers()).hasSize(5);
    assertThat(informers()).allSatisfy(i -> assertThat(i.getSecondaryResources(session)).isEmpty());
  }

  @SuppressWarnings("unchecked")
  private List<InformerEventSource<?, CodeSession>> informers() {
    return cluster.eventSources.stream()
        .filter(InformerEventSource.class::isInstance)
        .<InformerEventSource<?, CodeSession>>map(s -> (InformerEventSource<?, CodeSession>) s)
        .toList();
  }
}
