package dev.codesession.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.guest.Result;
import dev.codesession.session.SandboxFacts.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every combination of what can be observed, against the rules in {@link Invariants}. */
final class LifecycleTableTest {
  private static final Lifecycle LIFECYCLE = new Lifecycle(Given.DEADLINES);

  private static final List<Recorded> RECORDED =
      List.of(
          new Recorded.Fresh(),
          new Recorded.Pending(Phase.Queued, 1, "exceeded quota"),
          new Recorded.Pending(Phase.Starting, 1, "waiting for the proof"),
          new Recorded.Pending(Phase.Starting, 2, "another"),
          new Recorded.Pending(Phase.Starting, 3, "another"),
          new Recorded.Running(
              1, Given.podUid(1), Given.CREATED.plusSeconds(2), Duration.ofSeconds(30)),
          new Recorded.Running(1, "another pod", Given.CREATED.plusSeconds(2), null),
          new Recorded.Running(1, Given.podUid(1), null, null),
          finished(false),
          finished(true));

  private static final List<Stage> STAGES =
      List.of(
          new Stage.Waiting("ContainerCreating", "", false),
          new Stage.Waiting("ErrImageNeverPull", "not there", true),
          new Stage.Up(),
          new Stage.Ended(255, "Error", ""),
          new Stage.Ended(128, "StartError", "no such file"),
          new Stage.Ended(137, "OOMKilled", ""));

  private static final List<GuestFacts> GUESTS =
      List.of(
          new GuestFacts.Unknown(""),
          new GuestFacts.Ready(Given.GOOD, false),
          new GuestFacts.Ready(Given.GOOD, true),
          new GuestFacts.Ready(Given.BAD, false),
          new GuestFacts.Started(),
          Given.sealed(Result.Ending.Exited),
          Given.sealed(Result.Ending.NotStarted),
          new GuestFacts.Sealed(
              Given.result(Result.Ending.Exited, Given.artifacts(Artifacts.INLINE_BUDGET + 1)),
              false),
          new GuestFacts.Silent(Given.CREATED.plusSeconds(3)),
          new GuestFacts.Mute(null, "its log holds no result"),
          new GuestFacts.Mute(true, "its log holds no result"));

  /** On both sides of slow start, start deadline, wall time, queue timeout, alarm and TTL. */
  private static final List<Duration> AGES =
      List.of(
          Duration.ofSeconds(2),
          Duration.ofSeconds(8),
          Duration.ofSeconds(50),
          Duration.ofSeconds(130),
          Duration.ofMinutes(6),
          Duration.ofHours(25));

  private static final SandboxFacts.Present STRAY = Given.pod(7, new Stage.Up(), false, true);

  private final Set<OutcomeReason> reached = EnumSet.noneOf(OutcomeReason.class);
  private long checked;

  @Test
  void everyRuleHoldsForEveryCombination() {
    for (var sandbox : sandboxes()) {
      for (var recorded : RECORDED) {
        for (var guest : GUESTS) {
          flags(given -> given.with(sandbox).with(guest), recorded);
        }
      }
    }
    assertThat(checked).isGreaterThan(500_000);
    assertThat(reached)
        .as("endings met on the way")
        .contains(
            OutcomeReason.Rejected,
            OutcomeReason.Cancelled,
            OutcomeReason.QueueTimeout,
            OutcomeReason.StartFailed,
            OutcomeReason.IsolationNotProven,
            OutcomeReason.Lost,
            OutcomeReason.MemoryExceeded,
            OutcomeReason.Completed);
  }

  /** The API server's refusals, for every observation in which a refusable action is offered. */
  @Test
  void aRefusalEndsOrQueuesOrWaits() {
    int refusals = 0;
    for (var recorded : RECORDED) {
      for (var guest : GUESTS) {
        for (SandboxFacts sandbox : List.of(new SandboxFacts.Absent(), Given.pod(STAGES.get(2)))) {
          for (var given :
              List.of(Given.recorded(recorded), Given.recorded(recorded).unguarded())) {
            var seen = given.with(guest).with(sandbox).seen();
            refusals += refuse(seen, LIFECYCLE.decide(seen, Given.CREATED.plusSeconds(2)));
          }
        }
      }
    }
    assertThat(refusals).isGreaterThan(20);
  }

  private static int refuse(Observation seen, Decision offered) {
    boolean refusable =
        offered.actions().stream()
            .anyMatch(a -> a instanceof Action.CreateSandbox || a instanceof Action.StoreArtifacts);
    boolean guards = offered.actions().stream().anyMatch(Action.EstablishGuard.class::isInstance);
    if (refusable || guards) {
      for (var kind : refusable ? List.of(Refused.Kind.values()) : List.of(Refused.Kind.Later)) {
        var decision = LIFECYCLE.refused(seen, new Refused(kind, "exceeded quota"), Given.CREATED);
        Invariants.check(seen, decision);
        assertThat(decision.actions()).isEmpty();
      }
    }
    return refusable || guards ? 1 : 0;
  }

  private static Recorded finished(boolean destroyed) {
    return new Recorded.Finished(
        1, OutcomeReason.Completed, Given.CREATED.plusSeconds(10), destroyed);
  }

  private static List<SandboxFacts> sandboxes() {
    var all = new ArrayList<SandboxFacts>();
    all.add(new SandboxFacts.Absent());
    all.add(new SandboxFacts.Foreign("csess-x"));
    for (var stage : STAGES) {
      for (int bits = 0; bits < 4; bits++) {
        all.add(Given.pod(1, stage, (bits & 1) != 0, (bits & 2) != 0));
      }
    }
    return all;
  }

  private void flags(Consumer<Given> scene, Recorded recorded) {
    for (int bits = 0; bits < 1 << 8; bits++) {
      var given = Given.recorded(recorded);
      scene.accept(given);
      if ((bits & 1) != 0) {
        given.deleting();
      }
      if ((bits & 2) != 0) {
        given.unguarded();
      }
      if ((bits & 4) != 0) {
        given.refusedBecause("spec.language: unknown");
      }
      if ((bits & 8) != 0) {
        given.withStray(STRAY);
      }
      if ((bits & 64) != 0) {
        given.held(Hold.CLASS_NOT_READY, "SessionClass \"standard\" is not Ready");
      }
      given.alarmed((bits & 128) != 0);
      switch (bits >> 4 & 3) {
        case 0 -> {}
        case 1 -> given.cancel();
        case 2 -> given.cancelledAt(Given.CREATED);
        default -> given.cancelledAt(Given.CREATED.plusSeconds(129));
      }
      decide(given.seen());
    }
  }

  private void decide(Observation seen) {
    for (var age : AGES) {
      Instant now = Given.CREATED.plus(age);
      var decision = LIFECYCLE.decide(seen, now);
      Invariants.check(seen, decision);
      if (decision.change() instanceof Change.Finish finish) {
        reached.add(finish.outcome().reason());
      }
      checked++;
    }
  }
}
