package dev.codesession.session;

import dev.codesession.admission.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From Finished, or from a deletion, to nothing: the pod goes, its end is confirmed, the record
 * stays as long as it may.
 */
record Ending(Deadlines deadlines) {
  private static final Duration CONFIRM_AGAIN = Duration.ofSeconds(2);

  /** An annotation that goes wakes nobody: the generation stays the same. */
  private static final Duration HELD_AGAIN = Duration.ofMinutes(1);

  Decision decide(Observation seen, Recorded.Finished finished, Instant now) {
    return finished.destroyed() ? keep(seen, finished, now) : destroy(seen, finished, now);
  }

  /** The session is being deleted: no result is owed to anybody, only the destruction. */
  Decision retire(Observation seen, Instant deleted, Instant now) {
    return left(seen).map(pod -> destroy(pod, seen, deleted, now)).orElseGet(Decision::released);
  }

  /** Only a session that had a pod comes here; if its name is taken, then by another one. */
  private Decision destroy(Observation seen, Recorded.Finished finished, Instant now) {
    return left(seen)
        .map(pod -> destroy(pod, seen, finished.at(), now))
        .orElseGet(() -> Decision.record(new Change.Destroy("PodObjectGone")));
  }

  private Decision destroy(
      SandboxFacts.Present left, Observation seen, Instant since, Instant now) {
    boolean alarmed = seen.session().alarmed();
    var asked = since.isAfter(seen.working()) ? since : seen.working();
    // On a pass of its own: a deletion that fails must not keep it from being raised.
    if (!alarmed && !now.isBefore(asked.plus(deadlines.destroyAlarm()))) {
      return Decision.record(
          new Change.Alarm(
              "the pod "
                  + left.ref().name()
                  + " still exists "
                  + Durations.format(deadlines.destroyAlarm())
                  + " after its deletion was requested; the node may be unreachable or the VM hung"));
    }
    return Decision.wait(
        alarmed ? deadlines.destroyAlarm() : CONFIRM_AGAIN,
        seen.sandbox().equals(left) ? destroy(left).toArray(Action[]::new) : new Action[0]);
  }

  /** The pod of the last attempt, or else one of an earlier attempt. */
  private static Optional<SandboxFacts.Present> left(Observation seen) {
    return seen.sandbox() instanceof SandboxFacts.Present pod
        ? Optional.of(pod)
        : seen.strays().stream().findFirst();
  }

  private static Decision keep(Observation seen, Recorded.Finished finished, Instant now) {
    // A pod that no look had shown: whatever the status says of it, it is to go.
    if (seen.sandbox() instanceof SandboxFacts.Present pod) {
      return Decision.wait(CONFIRM_AGAIN, destroy(pod).toArray(Action[]::new));
    }
    if (seen.keeping().legalHold()) {
      return Decision.wait(HELD_AGAIN);
    }
    var end = finished.at().plus(seen.ttl());
    if (!now.isBefore(end)) {
      return Decision.wait(CONFIRM_AGAIN, new Action.DeleteSession());
    }
    var due = seen.keeping().due(finished.at(), now);
    if (!due.any()) {
      return Decision.wait(Duration.between(now, seen.keeping().next(finished.at(), end)));
    }
    return due.artifacts()
        ? Decision.record(due, new Action.DeleteArtifacts())
        : Decision.record(due);
  }

  /**
   * What takes a pod away: hang up, let go of it, delete it. Whatever is done already is left out.
   */
  static List<Action> destroy(SandboxFacts.Present pod) {
    var actions = new ArrayList<Action>();
    actions.add(new Action.CloseChannel(pod.ref()));
    if (pod.held()) {
      actions.add(new Action.ReleaseSandbox(pod.ref()));
    }
    if (!pod.deleting()) {
      actions.add(new Action.DeleteSandbox(pod.ref()));
    }
    return actions;
  }
}
