package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.codesession.admission.Examples;
import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.guest.Result;
import dev.codesession.session.Action;
import dev.codesession.session.Given;
import dev.codesession.session.PodRef;
import dev.codesession.session.Refused;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each effect as the API server sees it, and what becomes of its refusals. */
final class ApplierTest {
  private final MockCluster cluster = MockCluster.shared();
  private final String namespace = MockCluster.namespace();
  private final CodeSession session = MockCluster.session(namespace);
  private final String uid = session.getMetadata().getUid();
  private final String pods = "/api/v1/namespaces/" + namespace + "/pods";
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T10:00:00Z"));
  private final RecordedSignals signals = new RecordedSignals();
  private final Guard guard =
      new Guard(cluster.client, cluster.caches, "low", cluster.tampering(signals));
  private final GuestChannels channels =
      new GuestChannels(
          new AttachStreams(cluster.client),
          new Salvager(cluster.client),
          new HelloTerms(cluster.caches, MockCluster.time(), Map.of()),
          new Originals(cluster.client),
          new byte[32],
          new Alerts(
              new EventLog(cluster.client, clock, "test"), signals, MockCluster.noSinks(), clock),
          signals,
          clock);
  private final Applier applier =
      new Applier(
          cluster.client,
          cluster.caches,
          guard,
          channels,
          "low",
          new Recently(Duration.ofSeconds(5), clock));
  private final Action create = new Action.CreateSandbox(Examples.plan(), 1);

  @Test
  void aSandboxIsMadeOnce() {
    assertThat(apply(create)).isEmpty();
    assertThat(apply(create)).as("a conflict is this attempt's own pod").isEmpty();
    assertThat(cluster.client.pods().inNamespace(namespace).list().getItems())
        .singleElement()
        .satisfies(p -> assertThat(p.getMetadata().getName()).isEqualTo(Names.pod(uid, 1)));
    assertThat(channels.milestones(uid).created()).isEqualTo(clock.instant());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | exceeded quota: codesession-guard, requested: pods=1 | Quota",
        "403 | status unknown for quota: codesession-guard          | Quota",
        "403 | pod rejected: RuntimeClass kata-qemu not found       | Final",
        "400 | bad                                                  | Final",
        "404 | namespaces not found                                 | Final",
        "413 | too large                                            | Final",
        "422 | spec.containers[0].image: Required value             | Final",
        "403 | not yet ready to handle request                      | Later",
        "403 | User \"x\" cannot create resource \"pods\"            | Later",
        "401 | Unauthorized                                         | Later",
        "429 | too many requests                                    | Later",
        "500 | failed calling webhook                               | Later",
        "503 | etcd has no leader                                   | Later"
      })
  void whatTheApiServerAnswers(int code, String message, Refused.Kind kind) {
    refuse(code, message);
    assertThat(apply(create)).contains(new Refused(kind, message));
  }

  @Test
  void aPodThatExistsIsNotGivenUpWhenItsNamespaceIsBeingDeleted() {
    existing(Names.POD_FINALIZER);
    var message = "unable to create new content in namespace because it is being terminated";
    refuse(403, message);
    assertThat(apply(create)).contains(new Refused(Refused.Kind.Final, message));
    assertThatExceptionOfType(IllegalStateException.class)
        .as("asked before the end is recorded")
        .isThrownBy(() -> applier.mustNotExist(session, 1));
  }

  @Test
  void noEndWithoutAPodWhileThereIsOne() {
    applier.mustNotExist(session, 1);
    existing(Names.POD_FINALIZER);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> applier.mustNotExist(session, 1));
  }

  /** Found by GuardSiegeIT: such an answer was the end of a session nobody had refused. */
  @ParameterizedTest
  @ValueSource(ints = {404, 409})
  void aQuotaThatChangesWhileItIsBookedIsNoAnswerAboutTheObject(int code) {
    var message = "resourcequotas \"codesession-guard\"";
    var raced =
        new StatusBuilder(status(code, message))
            .withNewDetails()
            .withKind("resourcequotas")
            .endDetails()
            .build();
    cluster.server.expect().post().withPath(pods).andReturn(code, raced).once();
    assertThat(apply(create)).contains(new Refused(Refused.Kind.Later, message));
    var secrets = "/api/v1/namespaces/" + namespace + "/secrets";
    cluster.server.expect().post().withPath(secrets).andReturn(code, raced).once();
    var store = new Action.StoreArtifacts(Given.result(Result.Ending.Exited, List.of()));
    assertThat(apply(store))
        .as("files are not given up, nor said to be stored")
        .contains(new Refused(Refused.Kind.Later, message));
  }

  @Test
  void whoeverRefusesTheGuardSaysNothingAboutTheSession() {
    var policies = "/apis/networking.k8s.io/v1/namespaces/" + namespace + "/networkpolicies";
    cluster.server.expect().post().withPath(policies).andReturn(403, status(403, "no")).once();
    assertThat(apply(new Action.EstablishGuard())).contains(new Refused(Refused.Kind.Later, "no"));
  }

  @Test
  void aRefusalStopsTheWalk() {
    refuse(422, "no");
    assertThat(applyAll(create, new Action.EstablishGuard())).isPresent();
    assertThat(cluster.client.resourceQuotas().inNamespace(namespace).withName(Names.GUARD).get())
        .isNull();
  }

  @Test
  void onlyOurFinalizerIsTakenOffAndItsPlaceIsTested() {
    var pod = existing("theirs", Names.POD_FINALIZER);
    cluster.forgetRequests();
    apply(new Action.ReleaseSandbox(ref(pod)));
    var patch = cluster.requests("PATCH", "/pods/" + ref(pod).name());
    assertThat(patch)
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.body())
                    .contains("{\"op\":\"test\",\"path\":\"/metadata/uid\"")
                    .contains("{\"op\":\"test\",\"path\":\"/metadata/finalizers/1\"")
                    .contains("{\"op\":\"remove\",\"path\":\"/metadata/finalizers/1\"}"));
    assertThat(finalizers(pod)).containsExactly("theirs");
  }

  @Test
  void aPodThatIsNotHeldIsLeftAlone() {
    var pod = existing("theirs");
    cluster.forgetRequests();
    apply(new Action.ReleaseSandbox(ref(pod)));
    assertThat(cluster.requests("PATCH", "/pods/" + ref(pod).name())).isEmpty();
  }

  @Test
  void aPodThatTookTheNameIsNotReleased() {
    var pod = existing(Names.POD_FINALIZER);
    cluster.forgetRequests();
    apply(new Action.ReleaseSandbox(new PodRef(namespace, ref(pod).name(), "another")));
    assertThat(cluster.requests("PATCH", "/pods/" + ref(pod).name())).isEmpty();
  }

  @Test
  void aDeletionThatMissesIsNoFault() {
    var gone = new PodRef(namespace, Names.pod(uid, 9), "u9");
    apply(new Action.DeleteSandbox(gone));
    var path = pods + "/" + Names.pod(uid, 8);
    cluster.server.expect().delete().withPath(path).andReturn(409, status(409, "uid")).once();
    apply(new Action.DeleteSandbox(new PodRef(namespace, Names.pod(uid, 8), "u8")));
  }

  @Test
  void aPodThatIsGoneNeedsNoRelease() {
    apply(new Action.ReleaseSandbox(new PodRef(namespace, Names.pod(uid, 1), "u")));
  }

  @Test
  void aSandboxIsDeletedWithOneSecondOfGraceAndNotTwiceInARow() {
    var pod = existing("theirs");
    cluster.forgetRequests();
    var delete = new Action.DeleteSandbox(ref(pod));
    applyAll(delete, delete);
    assertThat(cluster.requests("DELETE", "/pods/" + ref(pod).name()))
        .singleElement()
        .satisfies(request -> assertThat(request.body()).contains("\"gracePeriodSeconds\":1"));
    clock.pass(Duration.ofSeconds(6));
    apply(delete);
    assertThat(cluster.requests("DELETE", "/pods/" + ref(pod).name())).hasSize(2);
  }

  /** A pod of the same name may be another one by now. */
  @Test
  void deletionNamesTheUid() {
    var pod = existing("theirs");
    cluster.forgetRequests();
    apply(new Action.DeleteSandbox(ref(pod)));
    assertThat(cluster.requests("DELETE", "/pods/" + ref(pod).name()).getFirst().body())
        .contains("\"preconditions\":{\"uid\":\"" + ref(pod).uid() + "\"}");
  }

  @Test
  void filesAreStoredOnceInASecretOfTheSession() {
    var file = new ArtifactStatus("a.txt", 3L, "aa", "text/plain", "AAAA", null);
    var store = new Action.StoreArtifacts(Given.result(Result.Ending.Exited, List.of(file)));
    assertThat(applyAll(store, store)).isEmpty();
    assertThat(
            cluster
                .client
                .secrets()
                .inNamespace(namespace)
                .withName(Names.artifactSecret(uid))
                .get()
                .getData())
        .containsEntry("artifact-0", "AAAA");
  }

  @Test
  void anExpiredSessionIsDeleted() {
    var made = cluster.create(session);
    session.getMetadata().setResourceVersion(made.getMetadata().getResourceVersion());
    cluster.forgetRequests();
    apply(new Action.DeleteSession());
    assertThat(cluster.requests("DELETE", "/codesessions/hello").getFirst().body())
        .as("a session made anew under the same name is another one")
        .contains("\"preconditions\":{\"resourceVersion\":");
    assertThat(cluster.client.resources(CodeSession.class).inNamespace(namespace).list().getItems())
        .isEmpty();
  }

  private Optional<Refused> apply(Action action) {
    return applyAll(action);
  }

  private Optional<Refused> applyAll(Action... actions) {
    return applier.apply(List.of(actions), session, cluster.context());
  }

  private void refuse(int code, String message) {
    cluster.server.expect().post().withPath(pods).andReturn(code, status(code, message)).once();
  }

  private static Status status(int code, String message) {
    return new StatusBuilder().withCode(code).withMessage(message).withStatus("Failure").build();
  }

  private Pod existing(String... finalizers) {
    var pod = dev.codesession.blueprint.SandboxPod.of(session, Examples.plan(), 1, "low");
    pod.getMetadata().setFinalizers(List.of(finalizers));
    var made = cluster.create(pod);
    await().until(() -> cluster.caches.pod(namespace, ref(made).name()).isPresent());
    return made;
  }

  private List<String> finalizers(Pod pod) {
    return cluster.client.resource(pod).get().getMetadata().getFinalizers();
  }

  private static PodRef ref(Pod pod) {
    var meta = pod.getMetadata();
    return new PodRef(meta.getNamespace(), meta.getName(), meta.getUid());
  }
}
