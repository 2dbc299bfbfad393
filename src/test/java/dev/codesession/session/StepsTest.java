package dev.codesession.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.guest.Result;
import dev.codesession.session.SandboxFacts.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way from nothing to Running and from Finished to nothing, step by step. */
final class StepsTest {
  private static final PodRef POD = Given.ref(1);

  @Test
  void theGuardComesFirst() {
    assertThat(Given.fresh().unguarded().decide().actions())
        .containsExactly(new Action.EstablishGuard());
  }

  @Test
  void thenThePodOfTheFirstAttempt() {
    assertThat(Given.fresh().decide().actions())
        .containsExactly(new Action.CreateSandbox(Given.PLAN, 1));
  }

  @Test
  void aSecondPodWaitsUntilTheFirstIsGone() {
    var stray = Given.pod(1, new Stage.Up(), false, true);
    var given = Given.pending(Phase.Starting, 2).withStray(stray);
    assertThat(given.decide().actions())
        .containsExactly(
            new Action.CloseChannel(POD),
            new Action.ReleaseSandbox(POD),
            new Action.DeleteSandbox(POD));
    assertThat(Given.pending(Phase.Starting, 2).decide().actions())
        .containsExactly(new Action.CreateSandbox(Given.PLAN, 2));
  }

  @Test
  void quotaIsWaitedForAndSaidOnce() {
    var lifecycle = new Lifecycle(Given.DEADLINES);
    var refusal = new Refused(Refused.Kind.Quota, "exceeded quota: 50 pods");
    assertThat(lifecycle.refused(Given.fresh().seen(), refusal, Given.CREATED).change())
        .isEqualTo(new Change.Queue("exceeded quota: 50 pods"));
    var again = lifecycle.refused(Given.pending(Phase.Queued, 1).seen(), refusal, Given.CREATED);
    assertThat(again.change()).isEqualTo(new Change.Keep());
    assertThat(again.recheck()).isEqualTo(Given.DEADLINES.inLine());
  }

  @Test
  void aPodThatNobodyJudgedIsAskedForAgainAndSaidOnceItTakesLong() {
    var lifecycle = new Lifecycle(Given.DEADLINES);
    var refusal = new Refused(Refused.Kind.Later, "failed calling webhook: EOF");
    var late = Given.CREATED.plus(Given.DEADLINES.slowStart());
    var early = lifecycle.refused(Given.fresh().seen(), refusal, late.minusMillis(1));
    assertThat(early.change()).isEqualTo(new Change.Keep());
    assertThat(early.recheck()).isEqualTo(Duration.ofSeconds(1));
    assertThat(lifecycle.refused(Given.fresh().seen(), refusal, late).change())
        .isEqualTo(new Change.Queue("FailedCreate", "failed calling webhook: EOF"));
    var said = new Recorded.Pending(Phase.Queued, 1, "FailedCreate", "in other words");
    var again = lifecycle.refused(Given.recorded(said).seen(), refusal, late);
    assertThat(again.change()).isEqualTo(new Change.Keep());
    assertThat(again.recheck()).isEqualTo(Given.DEADLINES.retryQueue());
    assertThat(Given.recorded(said).decide(Duration.ofSeconds(20)).actions())
        .containsExactly(new Action.CreateSandbox(Given.PLAN, 1));
    assertThat(Given.recorded(said).decide(Duration.ofMinutes(6)).change())
        .isInstanceOfSatisfying(
            Change.Finish.class,
            end -> assertThat(end.outcome().message()).contains("in other words"));
  }

  @Test
  void whoIsNotToAskForQuotaWaitsForItsTurnOrItsTimeOut() {
    var inLine = Hold.inLine();
    var first = Given.fresh().held(inLine.reason(), inLine.message()).decide();
    assertThat(first.actions()).isEmpty();
    assertThat(first.change()).isEqualTo(new Change.Queue(inLine.message()));
    var refused = new Recorded.Pending(Phase.Queued, 1, inLine.reason(), "used: 6, limited: 6");
    var waiting = Given.recorded(refused).held(inLine.reason(), inLine.message());
    assertThat(waiting.decide().change()).as("said in other words").isEqualTo(new Change.Keep());
    assertThat(waiting.decide().recheck()).isEqualTo(Given.DEADLINES.inLine());
    assertThat(waiting.decide(Duration.ofSeconds(299)).recheck()).isEqualTo(Duration.ofSeconds(1));
    assertThat(waiting.decide(Duration.ofMinutes(6)).change()).isInstanceOf(Change.Finish.class);
  }

  @Test
  void aClassThatIsNotReadyHoldsItBackAndThatIsSaidOnce() {
    var first = Given.fresh().held(Hold.CLASS_NOT_READY, "no node").decide();
    assertThat(first.actions()).isEmpty();
    assertThat(first.change()).isEqualTo(new Change.Queue("ClassNotReady", "no node"));
    var said = new Recorded.Pending(Phase.Queued, 1, "ClassNotReady", "no node");
    var again = Given.recorded(said).held(Hold.CLASS_NOT_READY, "no node").decide();
    assertThat(again.actions()).isEmpty();
    assertThat(again.change()).isEqualTo(new Change.Keep());
    var news = Given.recorded(said).held(Hold.CLASS_NOT_READY, "another").decide();
    assertThat(news.change()).isEqualTo(new Change.Queue("ClassNotReady", "another"));
    var late = Given.recorded(said).held(Hold.CLASS_NOT_READY, "no node");
    assertThat(late.decide(Duration.ofMinutes(6)).change()).isInstanceOf(Change.Finish.class);
    var lifecycle = new Lifecycle(Given.DEADLINES);
    var refusal = new Refused(Refused.Kind.Quota, "exceeded quota");
    assertThat(lifecycle.refused(Given.recorded(said).seen(), refusal, Given.CREATED).change())
        .as("another reason to wait")
        .isEqualTo(new Change.Queue("exceeded quota"));
  }

  @Test
  void whoHasAPodGoesOnWhateverBecomesOfTheClass() {
    var up = Given.fresh().held(Hold.CLASS_NOT_READY, "no node").with(Given.pod(new Stage.Up()));
    assertThat(up.decide().actions()).containsExactly(new Action.OpenChannel(POD, Given.PLAN));
  }

  @Test
  void aSlowStartIsSaidOnce() {
    var pulling = Given.pod(new Stage.Waiting("ContainerCreating", "pulling", false));
    var early = Given.fresh().with(pulling).decide(Duration.ofSeconds(2));
    assertThat(early.change()).isEqualTo(new Change.Keep());
    assertThat(early.recheck()).isEqualTo(Duration.ofSeconds(4));
    var late = Given.fresh().with(pulling).decide(Duration.ofSeconds(8));
    assertThat(late.change()).isEqualTo(new Change.Start(1, "ContainerCreating: pulling"));
    var said =
        Given.recorded(new Recorded.Pending(Phase.Starting, 1, "ContainerCreating: pulling"));
    assertThat(said.with(pulling).decide(Duration.ofSeconds(8)).change())
        .isEqualTo(new Change.Keep());
  }

  @Test
  void aRunningWardenIsAskedForItsProof() {
    var up = Given.fresh().with(Given.pod(new Stage.Up())).decide();
    assertThat(up.actions()).containsExactly(new Action.OpenChannel(POD, Given.PLAN));
  }

  @Test
  void aGoodProofIsRecordedBeforeTheCodeIsSent() {
    var pod = Given.pod(new Stage.Up());
    var proven = Given.fresh().with(pod).with(Given.ready(Given.GOOD)).decide();
    assertThat(proven.actions()).isEmpty();
    assertThat(proven.change())
        .isEqualTo(new Change.Run(Given.PLAN, pod, GuardFacts.attested(Given.GOOD)));
  }

  @Test
  void theCodeIsSentOnceRunningIsReadBack() {
    var given = Given.running().with(Given.ready(Given.GOOD));
    assertThat(given.decide().actions()).containsExactly(new Action.SendRun(POD, Given.PLAN));
    var offered = Given.running().with(new GuestFacts.Ready(Given.GOOD, true)).decide();
    assertThat(offered.actions()).isEmpty();
    assertThat(offered.recheck()).as("until the wall-time limit").isEqualTo(Duration.ofSeconds(45));
  }

  @Test
  void aRestartedOperatorAttachesAgain() {
    assertThat(Given.running().decide().actions())
        .containsExactly(new Action.OpenChannel(POD, Given.PLAN));
  }

  @Test
  void aSandboxThatFailsBeforeTheCodeIsSentIsReplaced() {
    var ended = Given.fresh().with(Given.pod(new Stage.Ended(-1, "Evicted", "low on memory")));
    assertThat(ended.decide().change())
        .isInstanceOfSatisfying(
            Change.Start.class,
            start -> {
              assertThat(start.attempt()).isEqualTo(2);
              assertThat(start.why()).contains("Evicted").contains("low on memory");
            });
    var deleted = Given.fresh().with(Given.pod(1, new Stage.Up(), true, true));
    assertThat(deleted.decide().change()).isInstanceOf(Change.Start.class);
    var silent = Given.fresh().with(Given.pod(new Stage.Up()));
    assertThat(silent.with(new GuestFacts.Silent(Given.CREATED)).decide().change())
        .isInstanceOf(Change.Start.class);
  }

  @Test
  void anEndedPodIsSearchedBeforeItCountsAsLost() {
    var pod = Given.pod(new Stage.Ended(255, "Error", ""));
    for (GuestFacts guest :
        new GuestFacts[] {
          new GuestFacts.Unknown(""),
          new GuestFacts.Started(),
          new GuestFacts.Silent(Given.CREATED),
          Given.ready(Given.GOOD)
        }) {
      assertThat(Given.running().with(pod).with(guest).decide().actions())
          .containsExactly(new Action.Salvage(pod));
    }
  }

  @Test
  void anOverdueGuestIsSearchedToo() {
    var overdue = Given.running().with(new GuestFacts.Started()).decide(Duration.ofSeconds(47));
    assertThat(overdue.actions()).containsExactly(new Action.Salvage(Given.pod(new Stage.Up())));
  }

  @Test
  void aCancelGivesTheGuestAMoment() {
    var asked = Given.running().with(new GuestFacts.Started()).cancel().decide();
    assertThat(asked.actions()).containsExactly(new Action.SendCancel(POD));
    var waiting = Given.running().cancelledAt(Given.CREATED).decide(Duration.ofSeconds(3));
    assertThat(waiting.actions()).isEmpty();
    assertThat(waiting.recheck()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void filesTooBigForTheStatusAreStoredBeforeTheResultIsRecorded() {
    var result = Given.result(Result.Ending.Exited, Given.artifacts(Artifacts.INLINE_BUDGET + 1));
    var guest = new GuestFacts.Sealed(result, true);
    var decision = Given.running().with(guest).decide();
    assertThat(decision.actions()).containsExactly(new Action.StoreArtifacts(result));
    var seen = Given.running().with(guest).seen();
    var lifecycle = new Lifecycle(Given.DEADLINES);
    var full = new Refused(Refused.Kind.Quota, "exceeded quota: secrets");
    var refused = lifecycle.refused(seen, full, Given.CREATED);
    assertThat(((Change.Finish) refused.change()).place()).isEqualTo(Artifacts.Place.Nowhere);
    var unjudged = new Refused(Refused.Kind.Later, "etcd has no leader");
    var later = lifecycle.refused(seen, unjudged, Given.CREATED);
    assertThat(later).as("stored again").isEqualTo(Decision.wait(Duration.ofSeconds(1)));
  }

  @Test
  void aPodThatShowsUpAfterItsDestructionWasConfirmedGoesAllTheSame() {
    assertThat(Given.finished(true, false).with(Given.pod(new Stage.Up())).decide().actions())
        .containsExactly(
            new Action.CloseChannel(POD),
            new Action.ReleaseSandbox(POD),
            new Action.DeleteSandbox(POD));
  }

  @Test
  void aRecordedResultLetsTheVmGo() {
    var decision = Given.finished(false, false).with(Given.pod(new Stage.Up())).decide();
    assertThat(decision.actions())
        .containsExactly(
            new Action.CloseChannel(POD),
            new Action.ReleaseSandbox(POD),
            new Action.DeleteSandbox(POD));
  }

  @Test
  void whatIsDoneAlreadyIsNotDoneAgain() {
    var going = Given.pod(1, new Stage.Up(), true, false);
    assertThat(Given.finished(false, false).with(going).decide().actions())
        .containsExactly(new Action.CloseChannel(POD));
  }

  @Test
  void theEndOfTheVmIsRecordedWhenItsPodIsGone() {
    assertThat(Given.finished(false, false).decide().change())
        .isEqualTo(new Change.Destroy("PodObjectGone"));
    assertThat(Given.finished(false, false).with(new SandboxFacts.Foreign("x")).decide().change())
        .isEqualTo(new Change.Destroy("PodObjectGone"));
  }

  @Test
  void aVmThatStaysIsRaisedOnce() {
    var stays = Given.pod(1, new Stage.Up(), true, false);
    var alarm = Given.finished(false, false).with(stays).decide(Duration.ofSeconds(70));
    assertThat(alarm.change())
        .isInstanceOfSatisfying(
            Change.Alarm.class, a -> assertThat(a.why()).contains(POD.name()).contains("1m"));
    var raised = Given.finished(false, true).with(stays).decide(Duration.ofSeconds(70));
    assertThat(raised.change()).isEqualTo(new Change.Keep());
  }

  @Test
  void whatNobodyWasThereToDoIsNotLate() {
    var stays = Given.pod(1, new Stage.Up(), false, true);
    var started = Given.CREATED.plus(Duration.ofHours(1));
    for (var given : List.of(Given.running().deleting(), Given.finished(false, false))) {
      var found = given.with(stays).workingSince(started);
      var first = found.decide(Duration.ofHours(1));
      assertThat(first.change()).isEqualTo(new Change.Keep());
      assertThat(first.actions()).contains(new Action.DeleteSandbox(POD));
      assertThat(found.decide(Duration.ofHours(1).plusSeconds(60)).change())
          .isInstanceOf(Change.Alarm.class);
    }
  }

  /** Whoever deletes the session does not get rid of the question. */
  @Test
  void norIsItForgottenWithTheSession() {
    var stays = Given.pod(1, new Stage.Up(), true, false);
    for (var given : List.of(Given.running(), Given.fresh(), Given.finished(false, false))) {
      var deleted = given.with(stays).deleting();
      assertThat(deleted.decide(Duration.ofSeconds(60)).change()).isEqualTo(new Change.Keep());
      assertThat(deleted.decide(Duration.ofSeconds(70)).change()).isInstanceOf(Change.Alarm.class);
      var raised = deleted.alarmed(true).decide(Duration.ofSeconds(70));
      assertThat(raised.change()).isEqualTo(new Change.Keep());
      assertThat(raised.gone()).isFalse();
    }
  }

  @Test
  void aFinishedSessionStaysForItsTimeToLive() {
    var kept = Given.finished(true, false).decide(Duration.ofMinutes(30));
    assertThat(kept.actions()).isEmpty();
    assertThat(kept.recheck()).isEqualTo(Duration.ofMinutes(30).plusSeconds(10));
    assertThat(Given.finished(true, false).decide(Duration.ofMinutes(61)).actions())
        .containsExactly(new Action.DeleteSession());
  }

  @Test
  void aDeletedSessionIsLetGoWhenNothingIsLeft() {
    var busy = Given.running().deleting().decide();
    assertThat(busy.gone()).isFalse();
    assertThat(busy.actions()).contains(new Action.DeleteSandbox(POD));
    assertThat(Given.fresh().deleting().decide().gone()).isTrue();
    var stray = Given.pod(2, new Stage.Up(), true, false);
    assertThat(Given.fresh().deleting().withStray(stray).decide().gone()).isFalse();
  }

  /** Its earlier pod may still run: the end of the session must not claim that it never existed. */
  @Test
  void anEarlierAttemptIsDestroyedBeforeThatIsSaid() {
    var stray = Given.pod(1, new Stage.Up(), true, false);
    for (var given :
        new Given[] {
          Given.pending(Phase.Starting, 2).withStray(stray).cancel(),
          Given.pending(Phase.Starting, 2).withStray(stray).refusedBecause("no class"),
          Given.pending(Phase.Starting, 2).with(new SandboxFacts.Foreign("x"))
        }) {
      assertThat(((Change.Finish) given.decide().change()).podExisted()).isTrue();
    }
    var finished = Given.finished(false, false).withStray(stray).decide();
    assertThat(finished.change()).isEqualTo(new Change.Keep());
    var overdue = Given.finished(false, false).withStray(stray).decide(Duration.ofMinutes(5));
    assertThat(overdue.change())
        .as("nor is it waited for in silence")
        .isInstanceOf(Change.Alarm.class);
    assertThat(overdue.actions()).as("which a failing deletion would hinder").isEmpty();
    var raised = Given.finished(false, true).withStray(stray).decide(Duration.ofMinutes(5));
    assertThat(raised.change()).isEqualTo(new Change.Keep());
    assertThat(raised.actions()).isNotEmpty();
  }
}
