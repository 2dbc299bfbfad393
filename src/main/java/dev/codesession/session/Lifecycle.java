package dev.codesession.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The one decision point. Every behaviour of a session is found from here: what is recorded picks
 * the chapter, the chapter looks at the rest. Steps advance on observed facts only: code is sent
 * when <em>Running</em> has been read back, the pod goes when <em>Finished</em> has.
 */
public final class Lifecycle {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Starting starting;
  private final Running running;
  private final Ending ending;

  public Lifecycle(Deadlines deadlines) {
    this.starting = new Starting(deadlines);
    this.running = new Running(deadlines);
    this.ending = new Ending(deadlines);
  }

  /** Total and pure: the same observation and instant always give the same decision. */
  public Decision decide(Observation seen, Instant now) {
    var deleted = seen.session().deleted();
    var decision =
        deleted == null ? guarded(seen, chapter(seen, now)) : ending.retire(seen, deleted, now);
    return seen.strays().isEmpty() ? decision : withoutStrays(decision, seen.strays());
  }

  /** The API server would not make the guard, the pod, or the Secret for files. */
  public Decision refused(Observation seen, Refused refusal, Instant now) {
    if (!(seen.guest() instanceof GuestFacts.Sealed(var result, boolean complete))) {
      return seen.recorded() instanceof Recorded.Running
          ? Decision.wait(AGAIN)
          : starting.refused(seen, refusal, now);
    }
    if (refusal.kind() == Refused.Kind.Later) {
      return Decision.wait(AGAIN);
    }
    var finish =
        new Change.Finish(
            Outcomes.of(result, complete), result, null, Artifacts.Place.Nowhere, true);
    return Decision.record(
        seen.recorded() instanceof Recorded.Running recorded && Residency.left(seen, recorded)
            ? Residency.breach(finish, seen, recorded)
            : finish);
  }

  private Decision chapter(Observation seen, Instant now) {
    return switch (seen.recorded()) {
      case Recorded.Fresh fresh -> starting.decide(seen, fresh.attempt(), now);
      case Recorded.Pending pending -> starting.decide(seen, pending.attempt(), now);
      case Recorded.Running recorded -> running.decide(seen, recorded, now);
      case Recorded.Finished finished -> ending.decide(seen, finished, now);
    };
  }

  /** A guard that went while code runs is put back; last, so that nothing waits for it. */
  private static Decision guarded(Observation seen, Decision decision) {
    boolean drifted = seen.recorded() instanceof Recorded.Running && !seen.guardInForce();
    if (!drifted || !(decision.change() instanceof Change.Keep)) {
      return decision;
    }
    var actions = new ArrayList<>(decision.actions());
    actions.add(Action.EstablishGuard.of(seen));
    return new Decision(actions, decision.change(), decision.recheck(), decision.gone());
  }

  /**
   * Pods of earlier attempts are always on their way out, whatever else goes on, and no other pod
   * is made, nor a session let go, while one is left.
   */
  private static Decision withoutStrays(Decision decision, List<SandboxFacts.Present> strays) {
    if (decision.change() instanceof Change.Alarm) {
      return decision;
    }
    var actions = new ArrayList<Action>();
    strays.forEach(stray -> actions.addAll(Ending.destroy(stray)));
    decision.actions().stream()
        .filter(a -> !(a instanceof Action.CreateSandbox))
        .forEach(actions::add);
    return new Decision(actions, decision.change(), AGAIN, false);
  }
}
