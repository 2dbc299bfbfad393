package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.codesession.admission.Examples;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.blueprint.SandboxPod;
import dev.codesession.session.GuestFacts;
import dev.codesession.session.Observation;
import dev.codesession.session.Recorded;
import dev.codesession.session.SandboxFacts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from caches, and when a miss is worth one live read. */
final class ObserverTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:05Z");

  private final MockCluster cluster = MockCluster.shared();
  private final String namespace = MockCluster.namespace();
  private final CodeSession session = MockCluster.session(namespace);
  private final String uid = session.getMetadata().getUid();
  private final Observer observer =
      new Observer(
          cluster.client,
          cluster.caches,
          new Guard(
              cluster.client, cluster.caches, "low", cluster.tampering(new RecordedSignals())),
          new QuotaQueue(cluster.caches, id -> {}, InstantSource.system()),
          new GuestChannels(
              new AttachStreams(cluster.client),
              new Salvager(cluster.client),
              new HelloTerms(cluster.caches, MockCluster.time(), Map.of()),
              new Originals(cluster.client),
              new byte[32],
              new Alerts(
                  new EventLog(cluster.client, new ManualClock(NOW), "test"),
                  new RecordedSignals(),
                  MockCluster.noSinks(),
                  new ManualClock(NOW)),
              new RecordedSignals(),
              new ManualClock(NOW)),
          "codesession-system");

  @Test
  void aFreshSession() {
    var seen = observe();
    assertThat(seen.recorded()).isEqualTo(new Recorded.Fresh());
    assertThat(seen.verdict()).isInstanceOf(Verdict.Accepted.class);
    assertThat(seen.sandbox()).isEqualTo(new SandboxFacts.Absent());
    assertThat(seen.guardInForce()).isFalse();
    assertThat(seen.guest()).isEqualTo(new GuestFacts.Unknown(""));
    assertThat(seen.milestones().accepted()).isEqualTo(NOW);
    assertThat(seen.session().created()).isEqualTo(Instant.parse(Examples.CREATED));
  }

  /** One live read exactly where the absence of the pod would end something. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                        | 0",
        "{phase: Queued}                                           | 0",
        "{phase: Starting}                                         | 0",
        "{phase: Running, sandbox: {podUid: u}}                    | 1",
        "{phase: Finished}                                         | 1",
        "{phase: Finished, conditions: [{type: Destroyed, status: 'True', reason: R}]} | 0"
      })
  void aMissIsConfirmedWhereItIsEvidence(String status, int reads) {
    session.setStatus(Serialization.unmarshal("---\n" + status, CodeSessionStatus.class));
    assertThat(liveReads(1)).isEqualTo(reads);
  }

  @Test
  void aMissOfADeletedOrCancelledSessionIsConfirmedToo() {
    session.getMetadata().setDeletionTimestamp("2026-11-24T10:00:04Z");
    assertThat(liveReads(1)).isEqualTo(1);
  }

  @Test
  void aPodThatTheCacheDoesNotShowIsFoundByTheLiveRead() {
    session.setStatus(
        Serialization.unmarshal(
            "---\n{phase: Running, sandbox: {podUid: u}}", CodeSessionStatus.class));
    var pod = pod(1);
    // Without the label it is outside of the informer's view.
    pod.getMetadata().setLabels(Map.of());
    cluster.create(pod);
    assertThat(observe().sandbox()).isInstanceOf(SandboxFacts.Present.class);
  }

  @Test
  void aPodInTheCacheIsNotReadAgain() {
    session.setStatus(
        Serialization.unmarshal(
            "---\n{phase: Running, sandbox: {podUid: u}}", CodeSessionStatus.class));
    seenInCache(pod(1));
    assertThat(liveReads(1)).isZero();
    assertThat(observe().sandbox()).isInstanceOf(SandboxFacts.Present.class);
  }

  @Test
  void aPodOfAnotherOwnerIsForeign() {
    var pod = pod(1);
    pod.getMetadata().getOwnerReferences().getFirst().setUid("somebody");
    seenInCache(pod);
    assertThat(observe().sandbox()).isEqualTo(new SandboxFacts.Foreign(Names.pod(uid, 1)));
  }

  @Test
  void podsOfOtherAttemptsAreStrays() {
    session.setStatus(
        Serialization.unmarshal("---\n{phase: Starting, attempt: 2}", CodeSessionStatus.class));
    seenInCache(pod(1));
    assertThat(observe().strays())
        .singleElement()
        .satisfies(stray -> assertThat(stray.ref().name()).isEqualTo(Names.pod(uid, 1)));
    assertThat(observe().sandbox()).isEqualTo(new SandboxFacts.Absent());
  }

  @Test
  void beforeASecondAttemptTheFirstIsLookedForLive() {
    session.setStatus(
        Serialization.unmarshal("---\n{phase: Starting, attempt: 2}", CodeSessionStatus.class));
    assertThat(liveReads(1)).isEqualTo(1);
  }

  @Test
  void theTimeToLiveIsKnownWithoutAClass() {
    var spec = Examples.Request.PLAIN.of("gone").keptFor("10m").spec();
    session.setSpec(spec);
    assertThat(observe().ttl()).isEqualTo(Duration.ofMinutes(10));
    session.setSpec(Examples.Request.PLAIN.of("gone").keptFor("soon").spec());
    assertThat(observe().ttl()).isEqualTo(Duration.ofHours(1));
    session.setSpec(null);
    assertThat(observe().ttl()).isEqualTo(Duration.ofHours(1));
  }

  private Observation observe() {
    return observer.observe(session, NOW);
  }

  private long liveReads(int attempt) {
    cluster.forgetRequests();
    observe();
    return cluster.requests("GET", "/pods/" + Names.pod(uid, attempt)).size();
  }

  private Pod pod(int attempt) {
    return SandboxPod.of(session, Examples.plan(), attempt, "low");
  }

  private void seenInCache(Pod pod) {
    cluster.create(pod);
    await().until(() -> cluster.caches.pod(namespace, pod.getMetadata().getName()).isPresent());
  }
}
