package dev.codesession.session;

import dev.codesession.admission.Plan;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import dev.codesession.session.SandboxFacts.Stage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From Running to a result. The code may have been sent, to one pod only: that pod answers or the
 * session is Lost.
 */
record Running(Deadlines deadlines) {
  /** For a status that lost its limits: no class allows more. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Duration FENCE_AGAIN = Duration.ofSeconds(1);

  Decision decide(Observation seen, Recorded.Running recorded, Instant now) {
    if (Residency.left(seen, recorded)) {
      return moved(seen, recorded);
    }
    // What the guest sealed counts, whatever became of its pod since.
    if (seen.guest() instanceof GuestFacts.Sealed(var result, boolean complete)) {
      return Decision.finish(result, complete);
    }
    return switch (seen.sandbox()) {
      case SandboxFacts.Absent() -> lost(seen.guest(), "the pod is gone");
      case SandboxFacts.Foreign(String name) ->
          lost(seen.guest(), "a pod that is not of this session took the name " + name);
      case SandboxFacts.Present pod when !pod.ref().uid().equals(recorded.podUid()) ->
          lost(seen.guest(), "the pod was replaced by somebody else");
      case SandboxFacts.Present pod ->
          switch (pod.stage()) {
            case Stage.Ended ended -> ended(seen.guest(), pod, ended);
            case Stage.Waiting waiting -> listen(seen, recorded, pod, now);
            case Stage.Up up -> listen(seen, recorded, pod, now);
          };
    };
  }

  /** At once, without a word to the guest; what it has sealed by now is kept. */
  private static Decision moved(Observation seen, Recorded.Running recorded) {
    var end =
        seen.guest() instanceof GuestFacts.Sealed(var result, boolean complete)
            ? Decision.finish(result, complete)
            : Decision.finish(Outcomes.lost(started(seen.guest()), ""), null, true);
    return end.change() instanceof Change.Finish finish
        ? Decision.record(
            Residency.breach(finish, seen, recorded), end.actions().toArray(Action[]::new))
        : end;
  }

  private Decision ended(GuestFacts guest, SandboxFacts.Present pod, Stage.Ended ended) {
    return guest instanceof GuestFacts.Mute mute
        ? finish(Outcomes.ofPod(ended, mute.codeStarted(), mute.detail()))
        : Decision.wait(Duration.ofSeconds(2), new Action.Salvage(pod));
  }

  private Decision listen(
      Observation seen, Recorded.Running recorded, SandboxFacts.Present pod, Instant now) {
    var since = recorded.since() == null ? pod.created() : recorded.since();
    var wall = recorded.wallTime() == null ? LONGEST : recorded.wallTime();
    var overdue = since.plus(wall).plus(deadlines.resultGrace());
    if (!now.isBefore(overdue)) {
      return overdue(seen.guest(), pod);
    }
    if (seen.session().cancel()) {
      return cancel(seen, pod, now);
    }
    var patience = Duration.between(now, overdue);
    return switch (seen.guest()) {
      case GuestFacts.Unknown unknown -> open(seen.verdict(), pod, patience);
      case GuestFacts.Ready(IsolationStatus proof, boolean offered) when offered ->
          Decision.wait(patience);
      case GuestFacts.Ready(IsolationStatus proof, boolean offered) ->
          hand(seen, pod, proof, patience);
      case GuestFacts.Started started -> Decision.wait(patience);
      // It cannot hear us, but its result, its log and its termination message can still come.
      case GuestFacts.Silent silent -> Decision.wait(patience);
      case GuestFacts.Mute mute -> Decision.wait(patience);
      case GuestFacts.Sealed sealed -> Decision.wait(patience);
    };
  }

  /**
   * Perhaps nobody was here to listen: what the guest has written down is asked for before the VM
   * is taken for hung.
   */
  private Decision overdue(GuestFacts guest, SandboxFacts.Present pod) {
    return guest instanceof GuestFacts.Mute mute
        ? lost(
            mute,
            "no result within "
                + deadlines.resultGrace().toSeconds()
                + " s of the wall-time limit; the VM is taken for hung")
        : Decision.wait(Duration.ofSeconds(2), new Action.Salvage(pod));
  }

  private static Decision open(Verdict verdict, SandboxFacts.Present pod, Duration patience) {
    return switch (verdict) {
      case Verdict.Accepted(Plan plan) ->
          Decision.wait(patience, new Action.OpenChannel(pod.ref(), plan));
      case Verdict.Refused(String message) ->
          finish(Outcomes.lost(null, "the class changed while the operator was away: " + message));
    };
  }

  private static Decision hand(
      Observation seen, SandboxFacts.Present pod, IsolationStatus proof, Duration patience) {
    if (!Boolean.TRUE.equals(proof.proven())) {
      return Decision.finish(Outcomes.noLongerProven(Outcomes.failedChecks(proof)), proof, true);
    }
    // Running was recorded behind the fence; it may have been torn down since.
    if (!seen.guardInForce()) {
      return Decision.wait(FENCE_AGAIN);
    }
    return switch (seen.verdict()) {
      case Verdict.Accepted(Plan plan) ->
          Decision.wait(patience, new Action.SendRun(pod.ref(), plan));
      case Verdict.Refused(String message) ->
          finish(Outcomes.lost(null, "the class changed before the code was sent: " + message));
    };
  }

  /**
   * The guest gets a moment to seal what there is; then the VM goes without it. Only the guest can
   * say that the code has not started: a RUN may be under way.
   */
  private Decision cancel(Observation seen, SandboxFacts.Present pod, Instant now) {
    var asked = seen.milestones().cancelled();
    if (asked == null) {
      return ask(seen, pod);
    }
    var until = asked.plus(deadlines.cancelGrace());
    return now.isBefore(until)
        ? Decision.wait(Duration.between(now, until))
        : finish(
            Outcomes.cancelled(
                started(seen.guest()),
                "the guest did not report within " + deadlines.cancelGrace().toSeconds() + " s"));
  }

  /**
   * An operator that was away attaches first; the channel keeps the request until it can be said.
   */
  private Decision ask(Observation seen, SandboxFacts.Present pod) {
    var cancel = new Action.SendCancel(pod.ref());
    return seen.guest() instanceof GuestFacts.Unknown
            && seen.verdict() instanceof Verdict.Accepted(Plan plan)
        ? Decision.wait(deadlines.cancelGrace(), new Action.OpenChannel(pod.ref(), plan), cancel)
        : Decision.wait(deadlines.cancelGrace(), cancel);
  }

  private static Decision lost(GuestFacts guest, String why) {
    return finish(Outcomes.lost(started(guest), why));
  }

  private static Decision finish(OutcomeStatus outcome) {
    return Decision.finish(outcome, null, true);
  }

  private static @Nullable Boolean started(GuestFacts guest) {
    return switch (guest) {
      case GuestFacts.Unknown unknown -> null;
      case GuestFacts.Ready ready -> null; // RUN may have been on its way
      case GuestFacts.Started begun -> true;
      case GuestFacts.Sealed(var result, boolean complete) -> result.codeStarted();
      case GuestFacts.Silent silent -> null;
      case GuestFacts.Mute mute -> mute.codeStarted();
    };
  }
}
