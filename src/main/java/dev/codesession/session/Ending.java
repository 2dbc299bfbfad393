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

  /** The session is being deleted: no status is owed to anybody, only the destruction. */
  Decision retire(Observation seen) {
    return switch (seen.sandbox()) {
      case SandboxFacts.Absent() -> Decision.released();
      case SandboxFacts.Foreign foreign -> Decision.released();
      case SandboxFacts.Present pod ->
          Decision.wait(CONFIRM_AGAIN, destroy(pod).toArray(Action[]::new));
    };
  }

  private Decision destroy(Observation seen, Recorded.Finished finished, Instant now) {
    var left = left(seen);
    // Only a session that had a pod comes here; if its name is taken, then by another one.
    if (left.isEmpty()) {
      return Decision.record(new Change.Destroy("PodObjectGone"));
    }
    // On a pass of its own: a deletion that fails must not keep it from being raised.
    if (!finished.alarmed() && !now.isBefore(finished.at().plus(deadlines.destroyAlarm()))) {
      return Decision.record(
          new Change.Alarm(
              "the pod "
                  + left.get().ref().name()
                  + " still exists "
                  + Durations.format(deadlines.destroyAlarm())
                  + " after its deletion was requested; the node may be unreachable or the VM hung"));
    }
    var current =
        seen.sandbox() instanceof SandboxFacts.Present pod ? destroy(pod) : List.<Action>of();
    return Decision.wait(
        finished.alarmed() ? deadlines.destroyAlarm() : CONFIRM_AGAIN,
        current.toArray(Action[]::new));
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
