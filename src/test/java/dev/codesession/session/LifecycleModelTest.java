package dev.codesession.session;

import dev.codesession.guest.Result;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/**
 * Random histories with crashes, lost writes and hostile neighbours; {@link World} says what must
 * never happen.
 */
final class LifecycleModelTest {
  /** What may happen between two passes. */
  enum Event {
    Pass(World::pass),
    AllGoesWell(World::forward),
    KubeletWorks(World::kubelet),
    GuestAnswers(w -> w.answer(false)),
    GuestAnswersWithProofOnly(w -> w.answer(true)),
    RunArrives(World::deliver),
    CodeExits(w -> w.codeEnds(Result.Ending.Exited, 0)),
    CodeLeavesMuch(w -> w.codeEnds(Result.Ending.Exited, Artifacts.INLINE_BUDGET + 1)),
    CodeHitsLimit(w -> w.codeEnds(Result.Ending.WallTimeExceeded, 8)),
    SecondPasses(w -> w.passTime(Duration.ofSeconds(1))),
    MinutePasses(w -> w.passTime(Duration.ofMinutes(1))),
    ProofTurnsBad(World::doubt),
    OperatorRestarts(World::restartOperator),
    ChannelGoesSilent(World::silence),
    StatusWriteConflicts(w -> w.conflict = true),
    StatusIsStale(w -> w.stale = true),
    Cancel(w -> w.cancel = true),
    Delete(World::delete),
    GuardRemoved(w -> w.guard = false),
    QuotaSpent(w -> w.refusals.quotaSpent = true),
    QuotaFree(w -> w.refusals.quotaSpent = false),
    ClassNotReady(w -> w.classNotReady = true),
    ClassReady(w -> w.classNotReady = false),
    GuardNotTaken(w -> w.refusals.guardNotTaken = true),
    GuardTakenAgain(w -> w.refusals.guardNotTaken = false),
    PodNotTaken(w -> w.refusals.podNotTaken = true),
    PodTakenAgain(w -> w.refusals.podNotTaken = false),
    AnswerLost(w -> w.refusals.answerLost = true),
    SecretNotTaken(w -> w.refusals.secretNotTaken = true),
    SecretsForbidden(w -> w.refusals.secretsForbidden = true),
    ClassGone(w -> w.classGone = true),
    ClassBack(w -> w.classGone = false),
    PodEvicted(w -> w.endPods(-1, "Evicted")),
    PodKilledForMemory(w -> w.endPods(137, "OOMKilled")),
    VmDied(w -> w.endPods(255, "Error")),
    PodDeleted(World::deletePods),
    PodVanishes(World::vanish),
    PodReplacedByStranger(w -> w.replace(true)),
    PodReplacedByTwin(w -> w.replace(false));

    private final Consumer<World> effect;

    Event(Consumer<World> effect) {
      this.effect = effect;
    }
  }

  @Provide
  Arbitrary<Event> events() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.just(Event.Pass)),
        Tuple.of(4, Arbitraries.just(Event.AllGoesWell)),
        Tuple.of(
            5,
            Arbitraries.of(
                Event.KubeletWorks,
                Event.GuestAnswers,
                Event.GuestAnswersWithProofOnly,
                Event.RunArrives,
                Event.CodeExits,
                Event.SecondPasses)),
        Tuple.of(3, Arbitraries.of(Event.class)));
  }

  @Property(tries = 3000)
  void anyHistoryEndsOnceAndRunsTheCodeAtMostOnce(
      @ForAll @Size(min = 10, max = 80) List<@From("events") Event> history,
      @ForAll boolean provesItself) {
    var world = new World(provesItself);
    history.forEach(event -> event.effect.accept(world));
    boolean started = world.codeStarted();
    world.calm();
    world.expire();
    Statistics.label("the code started in the storm")
        .collect(started)
        .coverage(c -> c.check(true).percentage(p -> p > 10));
  }
}
