package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.codesession.api.v1alpha1.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guard goes with the last session, later, and by one process only. */
final class GuardRemovalTest {
  private final MockCluster cluster = MockCluster.shared();
  private final String namespace = MockCluster.namespace();
  private final RecordedSignals signals = new RecordedSignals();
  private final Tampering tampering = cluster.tampering(signals);
  private final Guard guard = new Guard(cluster.client, cluster.caches, "low", tampering);
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T10:00:00Z"));
  private boolean leading = true;
  private final GuardRemoval removal =
      new GuardRemoval(cluster.client, cluster.caches, tampering, () -> leading, clock);

  @BeforeEach
  void establish() {
    guard.establish(MockCluster.session(namespace), List.of());
    await()
        .until(
            () ->
                cluster.caches.policy(namespace).isPresent()
                    && cluster.caches.quota(namespace).isPresent());
  }

  private boolean guarded() {
    return cluster
            .client
            .network()
            .v1()
            .networkPolicies()
            .inNamespace(namespace)
            .withName(Names.GUARD)
            .get()
        != null;
  }

  private void sweepAfter(Duration time) {
    clock.pass(time);
    removal.sweep();
  }

  @Test
  void notAtOnceAndThenWhole() {
    sweepAfter(Duration.ZERO);
    sweepAfter(Duration.ofSeconds(59));
    assertThat(guarded()).isTrue();
    sweepAfter(Duration.ofSeconds(1));
    assertThat(guarded()).isFalse();
    await().until(() -> !cluster.caches.guardedNamespaces().contains(namespace));
    guard.establish(MockCluster.session(namespace), List.of());
    assertThat(signals.all).as("its own removal is no tampering").isEmpty();
  }

  @Test
  void aSessionKeepsItAndCountingBeginsAnew() {
    sweepAfter(Duration.ZERO);
    var session = cluster.create(MockCluster.session(namespace));
    await().until(() -> cluster.caches.busy(namespace));
    sweepAfter(Duration.ofSeconds(90));
    assertThat(guarded()).isTrue();
    cluster.client.resource(session).delete();
    await().until(() -> !cluster.caches.busy(namespace));
    sweepAfter(Duration.ofSeconds(1));
    sweepAfter(Duration.ofSeconds(59));
    assertThat(guarded()).isTrue();
    sweepAfter(Duration.ofSeconds(1));
    assertThat(guarded()).isFalse();
  }

  @Test
  void whoDoesNotLeadTouchesNothing() {
    leading = false;
    sweepAfter(Duration.ZERO);
    sweepAfter(Duration.ofHours(1));
    assertThat(guarded()).isTrue();
  }
}
