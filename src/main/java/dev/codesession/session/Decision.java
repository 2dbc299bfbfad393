package dev.codesession.session;

import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import dev.codesession.guest.Result;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do now, in this order: the actions, then the change of the status.
 *
 * @param recheck when to look again if nothing happens before; null for never
 * @param gone a deleted session has nothing left: its finalizer may go
 */
public record Decision(
    List<Action> actions, Change change, @Nullable Duration recheck, boolean gone) {
  private static final Change KEEP = new Change.Keep();

  public Decision {
    actions = List.copyOf(actions);
  }

  static Decision wait(@Nullable Duration recheck, Action... actions) {
    return new Decision(List.of(actions), KEEP, recheck, false);
  }

  static Decision record(Change change, Action... actions) {
    return new Decision(List.of(actions), change, null, false);
  }

  /** The end without anything sealed by the guest. */
  static Decision finish(
      OutcomeStatus outcome, @Nullable IsolationStatus proof, boolean podExisted) {
    return record(new Change.Finish(outcome, null, proof, Artifacts.Place.Status, podExisted));
  }

  /** The end that the guest sealed. */
  static Decision finish(Result result, boolean complete) {
    var place = Artifacts.place(result);
    var change = new Change.Finish(Outcomes.of(result, complete), result, null, place, true);
    return switch (place) {
      case Status, Nowhere -> record(change);
      case Secret -> record(change, new Action.StoreArtifacts(result));
    };
  }

  static Decision released() {
    return new Decision(List.of(), KEEP, null, true);
  }
}
