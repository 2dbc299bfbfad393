package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.codesession.admission.Examples;
import dev.codesession.api.v1alpha1.Blame;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.guest.Result;
import dev.codesession.guest.Violation;
import dev.codesession.session.Artifacts;
import dev.codesession.session.Change;
import dev.codesession.session.Given;
import dev.codesession.tracing.Traces;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One write per change, locked, without the spec; and what is told afterwards. */
final class ReporterTest {
  private final MockCluster cluster = MockCluster.shared();
  private final String namespace = MockCluster.namespace();
  private final RecordedSignals signals = new RecordedSignals();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T10:00:09Z"));
  private final EventLog events = new EventLog(cluster.client, clock, "replica-1");
  private final Reporter reporter =
      new Reporter(
          new Originals(cluster.client),
          events,
          new Alerts(events, signals, MockCluster.noSinks(), clock),
          signals,
          Traces.NONE,
          clock);
  private final CodeSession session = cluster.create(MockCluster.session(namespace));
  private final String path =
      "/apis/codesession.dev/v1alpha1/namespaces/" + namespace + "/codesessions/hello/status";

  @Test
  void theBodyHoldsNameVersionAndStatusOnly() {
    cluster.forgetRequests();
    assertThat(report(new Change.Queue("exceeded quota"))).isTrue();
    assertThat(cluster.requests("PUT", path))
        .singleElement()
        .satisfies(
            put ->
                assertThat(put.body())
                    .doesNotContain("\"spec\"")
                    .contains("\"resourceVersion\":\"" + version() + "\"")
                    .contains("\"phase\":\"Queued\""));
    assertThat(stored().getStatus().phase()).isEqualTo(Phase.Queued);
    assertThat(stored().getSpec()).as("the server keeps what was not sent").isNotNull();
  }

  @Test
  void whatIsEqualIsNotWritten() {
    cluster.forgetRequests();
    assertThat(report(new Change.Keep())).isFalse();
    report(new Change.Queue("exceeded quota"));
    session.setStatus(stored().getStatus());
    assertThat(report(new Change.Queue("exceeded quota"))).isFalse();
    assertThat(cluster.requests("PUT", path)).hasSize(1);
  }

  @Test
  void aStaleWriteLosesAndTellsNobody() {
    var answer = new StatusBuilder().withCode(409).withMessage("modified").build();
    cluster.server.expect().put().withPath(path).andReturn(409, answer).once();
    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(() -> report(finish(OutcomeReason.Lost, Blame.Platform)))
        .satisfies(e -> assertThat(e.getCode()).isEqualTo(409));
    assertThat(signals.all).isEmpty();
    assertThat(stored().getStatus()).isNull();
  }

  @Test
  void anEndIsToldByOfferedLanguageAndReason() {
    report(finish(OutcomeReason.Lost, Blame.Platform));
    assertThat(signals.all).containsExactly("finished python Lost");
    assertThat(events())
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.getReason()).isEqualTo("Lost");
              assertThat(e.getType()).isEqualTo("Warning");
              assertThat(e.getInvolvedObject().getName()).isEqualTo("hello");
              assertThat(e.getMetadata().getName())
                  .isEqualTo("csess-" + session.getMetadata().getUid() + ".lost");
            });
  }

  @Test
  void whatCodeDoesIsNoEvent() {
    report(finish(OutcomeReason.NonZeroExit, Blame.Code));
    assertThat(events()).isEmpty();
  }

  /** A user may type any word there; each would be a time series for ever. */
  @Test
  void theLanguageOfARefusedSessionIsNoTag() {
    session.setSpec(Examples.Request.PLAIN.in("x1").spec());
    var seen = Given.fresh().refusedBecause("spec.language: \"x1\" is not offered").seen();
    reporter.report(session, finish(OutcomeReason.Rejected, Blame.User), seen, cluster.context());
    assertThat(signals.all).containsExactly("finished none Rejected");
  }

  @Test
  void aRepeatedEventIsNotASecondOne() {
    var log = new EventLog(cluster.client, clock, "replica-1");
    log.warn(session, "Lost", "x".repeat(5000));
    log.warn(session, "Lost", "again");
    assertThat(events()).singleElement().satisfies(e -> assertThat(e.getMessage()).hasSize(1000));
  }

  @Test
  void anObjectThatOutgrowsEtcdIsTrimmed() {
    var answer =
        new StatusBuilder().withCode(500).withMessage("etcdserver: request is too large").build();
    cluster.server.expect().put().withPath(path).andReturn(413, answer).once();
    var result = Given.result(Result.Ending.Exited, files());
    var outcome = outcome(OutcomeReason.Completed, null);
    assertThat(report(new Change.Finish(outcome, result, null, Artifacts.Place.Status, true)))
        .isTrue();
    assertThat(stored().getStatus().artifacts()).isEmpty();
    assertThat(stored().getStatus().artifactsOmitted())
        .extracting(a -> a.reason())
        .contains("ObjectTooLarge");
  }

  @Test
  void whatTheChannelDidNotTellIsToldWithTheResult() {
    var violation =
        new Violation(
            "Read sensitive file untrusted",
            "T1555",
            "Warning",
            "openat(/etc/shadow)",
            Violation.Action.Refused,
            Duration.ofMillis(7),
            1);
    var r = Given.result(Result.Ending.Exited, List.of());
    var result =
        new Result(
            r.run(),
            r.ending(),
            r.message(),
            r.exitCode(),
            null,
            true,
            r.stdout(),
            r.stderr(),
            List.of(),
            List.of(),
            r.usage(),
            List.of(violation),
            0,
            null);
    report(
        new Change.Finish(
            outcome(OutcomeReason.Completed, null), result, null, Artifacts.Place.Status, true));
    assertThat(signals.all).contains("violation Read sensitive file untrusted Refused");
    assertThat(events())
        .singleElement()
        .satisfies(e -> assertThat(e.getReason()).isEqualTo(Alerts.RULE_BROKEN));
    assertThat(stored().getStatus().violations())
        .singleElement()
        .satisfies(
            v -> {
              assertThat(v.rule()).isEqualTo("Read sensitive file untrusted");
              assertThat(v.sinceStartMillis()).isEqualTo(7);
              assertThat(v.time()).as("nobody saw the code start").isNull();
            });
  }

  private static List<dev.codesession.api.v1alpha1.ArtifactStatus> files() {
    return List.of(
        new dev.codesession.api.v1alpha1.ArtifactStatus(
            "a.txt", 3L, "aa", "text/plain", "AAAA", null));
  }

  private boolean report(Change change) {
    return reporter.report(session, change, Given.fresh().seen(), cluster.context());
  }

  private static Change finish(OutcomeReason reason, Blame blame) {
    return new Change.Finish(outcome(reason, blame), null, null, Artifacts.Place.Status, true);
  }

  private static OutcomeStatus outcome(OutcomeReason reason, Blame blame) {
    return new OutcomeStatus(reason, blame, "words", null, null, null, false);
  }

  private CodeSession stored() {
    return cluster.client.resource(session).get();
  }

  private String version() {
    return session.getMetadata().getResourceVersion();
  }

  private List<io.fabric8.kubernetes.api.model.Event> events() {
    return cluster.client.v1().events().inNamespace(namespace).list().getItems();
  }
}
