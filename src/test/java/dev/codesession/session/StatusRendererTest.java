package dev.codesession.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.codesession.admission.Examples;
import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.Condition;
import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.api.v1alpha1.OmittedArtifact;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.api.v1alpha1.SecretReference;
import dev.codesession.api.v1alpha1.StreamStatus;
import dev.codesession.guest.Result;
import dev.codesession.session.SandboxFacts.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change looks like in the status, and that nothing which was true once gets lost. */
final class StatusRendererTest {
  private static final Instant T1 = Given.CREATED.plusSeconds(1);
  private static final Instant T2 = Given.CREATED.plusSeconds(2);
  private static final Instant T3 = Given.CREATED.plusSeconds(3);
  private static final SandboxFacts.Present POD = Given.pod(new Stage.Up());
  private static final Change RUN = new Change.Run(Given.PLAN, POD, Given.GOOD);

  @Test
  void keepChangesNothing() {
    assertThat(render(null, new Change.Keep(), T1)).isNull();
    var running = render(null, RUN, T1);
    assertThat(render(running, new Change.Keep(), T2)).isSameAs(running);
  }

  @Test
  void queuedSaysWhatItWaitsFor() {
    var status = render(null, new Change.Queue("exceeded quota"), T1);
    assertThat(status.phase()).isEqualTo(Phase.Queued);
    assertThat(status.attempt()).isEqualTo(1);
    assertThat(condition(status, Conditions.FINISHED).message()).isEqualTo("exceeded quota");
    assertThat(RecordedReader.read(status, T3))
        .isEqualTo(new Recorded.Pending(Phase.Queued, 1, "QuotaExhausted", "exceeded quota"));
  }

  @Test
  void runningNamesThePodThePlanAndTheProof() {
    var status = render(null, RUN, T2);
    assertThat(status.phase()).isEqualTo(Phase.Running);
    assertThat(status.isolation()).isEqualTo(Given.GOOD);
    assertThat(status.sandbox().podUid()).isEqualTo(Given.podUid(1));
    assertThat(status.sandbox().node()).isEqualTo("node-1");
    assertThat(status.sandbox().image()).isEqualTo(Examples.PYTHON.image());
    assertThat(status.sandbox().limits()).isEqualTo(Examples.DEFAULTS);
    assertThat(condition(status, Conditions.ISOLATED).status()).isEqualTo("True");
    assertThat(RecordedReader.read(status, T3))
        .isEqualTo(new Recorded.Running(1, Given.podUid(1), T2, Duration.ofSeconds(30)));
  }

  /**
   * A guest that runs already although nothing was recorded, after a restored backup: no proof is
   * claimed.
   */
  @Test
  void runningWithoutAProofDoesNotClaimOne() {
    var change = new Change.Run(Given.PLAN, POD, new IsolationStatus(null, List.of()));
    var status = render(null, change, T2);
    assertThat(condition(status, Conditions.ISOLATED).status()).isEqualTo("Unknown");
  }

  @Test
  void finishedKeepsSandboxAndProofAndAddsTheResult() {
    var status = finished();
    assertThat(status.phase()).isEqualTo(Phase.Finished);
    assertThat(status.outcome().reason()).isEqualTo(OutcomeReason.Completed);
    assertThat(status.stdout().head()).isEqualTo("hello\n");
    assertThat(status.isolation()).isEqualTo(Given.GOOD);
    assertThat(status.sandbox().podUid()).isEqualTo(Given.podUid(1));
    assertThat(status.destruction().requested()).isEqualTo(Timestamps.write(T3));
    assertThat(condition(status, Conditions.DESTROYED).status()).isEqualTo("False");
    assertThat(RecordedReader.read(status, T1))
        .isEqualTo(new Recorded.Finished(1, OutcomeReason.Completed, T3, false));
  }

  @Test
  void anEndWithoutAPodIsDestroyedAtOnce() {
    var change = finish(Outcomes.rejected("no"), false);
    var status = render(null, change, T1);
    assertThat(condition(status, Conditions.ACCEPTED).status()).isEqualTo("False");
    assertThat(status.destruction().how()).isEqualTo("NeverCreated");
    assertThat(RecordedReader.read(status, T3))
        .isEqualTo(new Recorded.Finished(1, OutcomeReason.Rejected, T1, true));
  }

  @Test
  void aFailedProofIsShownWithItsChecks() {
    var outcome = Outcomes.notProven("eth0");
    var change = new Change.Finish(outcome, null, Given.BAD, Artifacts.Place.Status, true);
    var status = render(null, change, T1);
    assertThat(condition(status, Conditions.ISOLATED).status()).isEqualTo("False");
    assertThat(status.isolation()).isEqualTo(Given.BAD);
    assertThat(status.timeline().proven()).isNull();
  }

  @Test
  void destructionIsConfirmedOnceAndKeepsTheRest() {
    var before = finished();
    var status = render(before, new Change.Destroy("PodObjectGone"), T3.plusSeconds(2));
    assertThat(status.outcome()).isEqualTo(before.outcome());
    assertThat(status.stdout()).isEqualTo(before.stdout());
    assertThat(status.destruction().requested()).isEqualTo(Timestamps.write(T3));
    assertThat(status.destruction().how()).isEqualTo("PodObjectGone");
    assertThat(StatusRenderer.timeToDestroy(status)).isEqualTo(Duration.ofSeconds(2));
    assertThat(((Recorded.Finished) RecordedReader.read(status, T1)).destroyed()).isTrue();
  }

  @Test
  void anAlarmIsReadBackAsOne() {
    var status = render(finished(), new Change.Alarm("still there"), T3.plusSeconds(60));
    assertThat(RecordedReader.alarmed(status)).isTrue();
    var destroyed = render(status, new Change.Destroy("PodObjectGone"), T3.plusSeconds(61));
    assertThat(((Recorded.Finished) RecordedReader.read(destroyed, T1)).destroyed()).isTrue();
  }

  @Test
  void aTransitionTimeMovesWithTheStatusOnly() {
    var first = render(null, new Change.Start(1, "pulling"), T1);
    var second = render(first, new Change.Start(1, "waiting for the proof"), T2);
    var before = condition(first, Conditions.FINISHED);
    var after = condition(second, Conditions.FINISHED);
    assertThat(after.message()).isEqualTo("waiting for the proof");
    assertThat(after.lastTransitionTime()).isEqualTo(before.lastTransitionTime());
    var end = render(second, finish(Outcomes.lost(null, "gone"), true), T3);
    assertThat(condition(end, Conditions.FINISHED).lastTransitionTime())
        .isEqualTo(Timestamps.write(T3));
    assertThat(condition(end, Conditions.ACCEPTED).lastTransitionTime())
        .isEqualTo(Timestamps.write(T1));
  }

  @Test
  void whatTheTimelineSaysIsNeverWrittenOver() {
    var seen = new Milestones(T1, T1, T1, T1, T1, T1, null);
    var running = StatusRenderer.render(null, RUN, Given.fresh().with(seen).seen(), T2);
    assertThat(running.timeline().accepted()).isEqualTo(Timestamps.write(T1));
    assertThat(running.timeline().proven()).isEqualTo(Timestamps.write(T2));
    var later = new Milestones(T3, T3, T3, T3, T3, T3, null);
    var end =
        StatusRenderer.render(
            running,
            finish(Outcomes.lost(true, "gone"), true),
            Given.running().with(later).seen(),
            T3);
    assertThat(end.timeline().accepted()).isEqualTo(Timestamps.write(T1));
    assertThat(end.timeline().started()).isEqualTo(Timestamps.write(T1));
    assertThat(end.timeline().proven()).isEqualTo(Timestamps.write(T2));
    assertThat(end.timeline().recorded()).isEqualTo(Timestamps.write(T3));
  }

  /**
   * The deadline of a run counts from its proof; an earlier attempt's would make it overdue at
   * once.
   */
  @Test
  void theProofOfAFailedAttemptIsNotThatOfTheNext() {
    var proven = new Milestones(T1, T1, T1, T1, null, null, null);
    var again =
        StatusRenderer.render(
            null, new Change.Start(2, "evicted"), Given.fresh().with(proven).seen(), T2);
    assertThat(again.timeline().proven()).isNull();
    var running = StatusRenderer.render(again, RUN, Given.pending(Phase.Starting, 2).seen(), T3);
    assertThat(running.timeline().proven()).isEqualTo(Timestamps.write(T3));
  }

  @Test
  void filesGoIntoTheStatusUntilTheyDoNotFit() {
    var fits = Given.result(Result.Ending.Exited, Given.artifacts(Artifacts.INLINE_BUDGET));
    var more = Given.result(Result.Ending.Exited, Given.artifacts(Artifacts.INLINE_BUDGET + 1));
    assertThat(Artifacts.place(fits)).isEqualTo(Artifacts.Place.Status);
    assertThat(Artifacts.place(more)).isEqualTo(Artifacts.Place.Secret);
    assertThat(Artifacts.kept(more, Artifacts.Place.Status, "u")).isEqualTo(more.artifacts());
    assertThat(Artifacts.kept(more, Artifacts.Place.Secret, "u"))
        .extracting(ArtifactStatus::data, ArtifactStatus::secretRef)
        .containsExactly(
            tuple(null, new SecretReference("csess-u-artifacts", "artifact-0")),
            tuple(null, new SecretReference("csess-u-artifacts", "artifact-1")));
    assertThat(Artifacts.kept(more, Artifacts.Place.Nowhere, "u")).isEmpty();
    assertThat(Artifacts.omitted(more, Artifacts.Place.Nowhere))
        .contains(
            new OmittedArtifact("big.bin", "TooLarge"), new OmittedArtifact("a.txt", "NotStored"));
  }

  @Test
  void aTrimmedStatusKeepsNumbersAndDigests() {
    var long_ = new StreamStatus("x".repeat(5000), "tail", 9000L, false, "digest");
    var short_ = new StreamStatus("short", null, 5L, false, "digest");
    var s = finished();
    var full =
        new CodeSessionStatus(
            s.phase(),
            s.observedGeneration(),
            s.conditions(),
            s.attempt(),
            s.outcome(),
            long_,
            short_,
            Given.artifacts(100),
            s.artifactsOmitted(),
            s.usage(),
            s.timeline(),
            s.isolation(),
            s.violations(),
            s.scan(),
            s.sandbox(),
            s.destruction());
    var trimmed = StatusRenderer.trimmed(full);
    assertThat(trimmed.stdout())
        .isEqualTo(new StreamStatus("x".repeat(2048), null, 9000L, true, "digest"));
    assertThat(trimmed.stderr()).isEqualTo(short_);
    assertThat(trimmed.artifacts()).isEmpty();
    assertThat(trimmed.artifactsOmitted()).contains(new OmittedArtifact("a.txt", "ObjectTooLarge"));
    assertThat(trimmed.outcome()).isEqualTo(s.outcome());
    assertThat(StatusRenderer.trimmed(trimmed)).isEqualTo(trimmed);
  }

  private static CodeSessionStatus finished() {
    var running = render(null, RUN, T2);
    var change = Given.running().with(Given.sealed(Result.Ending.Exited)).decide().change();
    return StatusRenderer.render(running, change, Given.running().seen(), T3);
  }

  private static Change finish(dev.codesession.api.v1alpha1.OutcomeStatus outcome, boolean pod) {
    return new Change.Finish(outcome, null, null, Artifacts.Place.Status, pod);
  }

  private static CodeSessionStatus render(CodeSessionStatus current, Change change, Instant now) {
    return StatusRenderer.render(current, change, Given.fresh().seen(), now);
  }

  private static Condition condition(CodeSessionStatus status, String type) {
    return Conditions.find(status.conditions(), type).orElseThrow();
  }
}
