package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.alerts.Delivery;
import dev.codesession.alerts.Incident;
import dev.codesession.alerts.IncidentExamples;
import dev.codesession.alerts.IncidentKind;
import dev.codesession.alerts.RecordedDeliveries;
import dev.codesession.alerts.Sink;
import dev.codesession.api.v1alpha1.Blame;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import dev.codesession.guest.Violation;
import dev.codesession.session.Artifacts;
import dev.codesession.session.Change;
import dev.codesession.session.Given;
import dev.codesession.session.Observation;
import dev.codesession.session.StatusRenderer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes an incident, under which id, and what of it is in the API meanwhile. */
final class AlertsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:09Z");
  private static final Violation BROKEN =
      new Violation(
          "Read sensitive file",
          "T1003.008",
          "Critical",
          "open(/etc/shadow)",
          Violation.Action.Terminated,
          Duration.ofMillis(7),
          1);

  private final MockCluster cluster = MockCluster.shared();
  private final CodeSession session = MockCluster.session(MockCluster.namespace());
  private final AlertOutbox outbox = new AlertOutbox(cluster.client, MockCluster.namespace());
  private final Delivery delivery =
      new Delivery(List.of(new DeafSink()), outbox, new RecordedDeliveries());
  private final Alerts alerts =
      new Alerts(
          new EventLog(cluster.client, new ManualClock(NOW), "test"),
          new RecordedSignals(),
          delivery,
          new ManualClock(NOW));

  /** Takes nothing and never says so. */
  private static final class DeafSink implements Sink {
    @Override
    public String name() {
      return "deaf";
    }

    @Override
    public boolean wants(Incident incident) {
      return true;
    }

    @Override
    public void send(Incident incident) throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }

  @AfterEach
  void close() {
    delivery.close();
  }

  @Test
  void oneViolationHasOneIdOnTheChannelAndInTheRecord() {
    var heard = Incidents.of(session, BROKEN, NOW);
    var change = finish(OutcomeReason.PolicyViolation, Blame.Policy);
    var status = StatusRenderer.render(session.getStatus(), change, heard(BROKEN), NOW);
    assertThat(Incidents.of(session, change, status, NOW.plusSeconds(60)))
        .singleElement()
        .satisfies(
            recorded -> {
              assertThat(recorded.id()).isEqualTo(heard.id());
              assertThat(recorded.kind()).isEqualTo(IncidentKind.Violation);
              assertThat(recorded.subject().sessionUid()).isEqualTo(session.getMetadata().getUid());
            });
  }

  @Test
  void aCleanEndIsNoIncidentAndNoWrite() {
    var change = finish(OutcomeReason.NonZeroExit, Blame.Code);
    var status = StatusRenderer.render(session.getStatus(), change, Given.fresh().seen(), NOW);
    cluster.forgetRequests();
    alerts.secure(session, change, status);
    assertThat(cluster.requests("POST", "/api/v1/")).isEmpty();
  }

  @Test
  void aFailedProofAndAnOverdueEndAreIncidents() {
    var change = finish(OutcomeReason.IsolationNotProven, Blame.Platform);
    var status = StatusRenderer.render(session.getStatus(), change, Given.fresh().seen(), NOW);
    assertThat(Incidents.of(session, change, status, NOW))
        .extracting(Incident::kind)
        .containsExactly(IncidentKind.IsolationNotProven);
    assertThat(Incidents.of(session, new Change.Alarm("the pod still exists"), status, NOW))
        .extracting(Incident::kind)
        .containsExactly(IncidentKind.DestructionUnconfirmed);
  }

  @Test
  void whatIsAboutToBeRecordedIsInTheOutboxFirst() {
    var change = finish(OutcomeReason.IsolationNotProven, Blame.Platform);
    var status = StatusRenderer.render(session.getStatus(), change, Given.fresh().seen(), NOW);
    alerts.secure(session, change, status);
    alerts.secure(session, change, status);
    assertThat(outbox.all())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.incidents())
                  .extracting(Incident::kind)
                  .containsExactly(IncidentKind.IsolationNotProven);
              outbox.discard(letter);
            });
    assertThat(outbox.all()).isEmpty();
  }

  @Test
  void aLetterIsReadAsItWasWritten() {
    var incidents = List.of(IncidentExamples.violation("\u202e <b>"), IncidentExamples.tampering());
    var letter = outbox.keep(incidents);
    assertThat(outbox.keep(incidents)).isEqualTo(letter);
    assertThat(outbox.all()).containsExactly(letter);
  }

  @Test
  void aForgeryIsKeptAtOnceSinceNothingElseRemembersIt() {
    alerts.forged(session, "pod-uid");
    assertThat(outbox.all()).hasSize(1);
  }

  private static Observation heard(Violation violation) {
    return Given.fresh().heard(violation).seen();
  }

  private static Change.Finish finish(OutcomeReason reason, Blame blame) {
    var outcome = new OutcomeStatus(reason, blame, "what was found", null, null, true, false);
    return new Change.Finish(outcome, null, null, Artifacts.Place.Nowhere, true);
  }
}
