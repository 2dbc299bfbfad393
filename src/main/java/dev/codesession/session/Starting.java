package dev.codesession.session;

import dev.codesession.admission.Durations;
import dev.codesession.admission.Plan;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.session.SandboxFacts.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From nothing to Running: guard, pod, proof. Nothing in here can have let the code run. */
record Starting(Deadlines deadlines) {
  private static final Duration POLL = Duration.ofSeconds(1);

  Decision decide(Observation seen, int attempt, Instant now) {
    boolean podExists = podExisted(seen, attempt);
    if (seen.session().cancel()) {
      return Decision.finish(Outcomes.cancelledBeforeStart(), null, podExists);
    }
    return switch (seen.verdict()) {
      case Verdict.Refused(String message) ->
          Decision.finish(Outcomes.rejected(message), null, podExists);
      case Verdict.Accepted(Plan plan) ->
          switch (seen.sandbox()) {
            case SandboxFacts.Absent() -> make(seen, plan, attempt, now);
            case SandboxFacts.Foreign(String name) ->
                Decision.finish(
                    Outcomes.startFailed(
                        "a pod named " + name + " exists that is not of this session"),
                    null,
                    podExists);
            case SandboxFacts.Present pod -> bringUp(seen, plan, pod, attempt, now);
          };
    };
  }

  /** Fence before fire: the pod is not even offered before the guard has been seen in force. */
  private Decision make(Observation seen, Plan plan, int attempt, Instant now) {
    var giveUp = seen.session().created().plus(plan.queueTimeout());
    if (seen.recorded() instanceof Recorded.Pending waiting && !now.isBefore(giveUp)) {
      return Decision.finish(
          Outcomes.queueTimeout(plan.queueTimeout(), waiting.message()),
          null,
          podExisted(seen, attempt));
    }
    if (seen.hold() != null) {
      boolean inLine = seen.hold().reason().equals(Change.Queue.QUOTA);
      return held(seen, seen.hold(), inLine ? inLine(seen, now) : deadlines.retryQueue());
    }
    return seen.guardInForce()
        ? Decision.wait(POLL, new Action.CreateSandbox(plan, attempt))
        : fence(seen, now);
  }

  /** Who waits for quota is woken when it is its turn; its own time-out it has to see itself. */
  private Duration inLine(Observation seen, Instant now) {
    if (!(seen.verdict() instanceof Verdict.Accepted(Plan plan))) {
      return POLL;
    }
    var left = Duration.between(now, seen.session().created().plus(plan.queueTimeout()));
    return Collections.min(List.of(Collections.max(List.of(left, POLL)), deadlines.inLine()));
  }

  /** Usually a matter of a second; what takes longer is said, so that its time-out can count. */
  private Decision fence(Observation seen, Instant now) {
    var establish = Action.EstablishGuard.of(seen);
    return seen.guard().openers().isEmpty() && young(seen, now)
        ? Decision.wait(POLL, establish)
        : held(seen, downFence(seen), deadlines.retryQueue(), establish);
  }

  private boolean young(Observation seen, Instant now) {
    return now.isBefore(seen.session().created().plus(deadlines.slowStart()));
  }

  private static Hold downFence(Observation seen) {
    return seen.guard().openers().isEmpty() ? Hold.unguarded() : Hold.opened(seen.guard());
  }

  /** Said once; the end of what holds it wakes it, looking again is for its own time-out. */
  private static Decision held(Observation seen, Hold hold, Duration recheck, Action... actions) {
    boolean said =
        seen.recorded() instanceof Recorded.Pending pending && pending.queuedBecause(hold);
    return said
        ? Decision.wait(recheck, actions)
        : Decision.record(new Change.Queue(hold.reason(), hold.message()), actions);
  }

  private Decision bringUp(
      Observation seen, Plan plan, SandboxFacts.Present pod, int attempt, Instant now) {
    if (pod.deleting()) {
      return again(attempt, "the pod was deleted by somebody else");
    }
    var deadline = pod.created().plus(plan.startDeadline());
    boolean late = !now.isBefore(deadline);
    return switch (pod.stage()) {
      case Stage.Waiting waiting when waiting.hopeless() || late ->
          finish(Outcomes.startFailed(because(waiting, late, plan)), null);
      case Stage.Waiting waiting ->
          patience(
              seen, attempt, waiting.reason() + describe(waiting.message()), pod, deadline, now);
      case Stage.Ended ended
          when ended.reason().equals("StartError") || ended.reason().equals("ContainerCannotRun") ->
          finish(Outcomes.startFailed("the warden could not be started: " + ended.message()), null);
      case Stage.Ended ended ->
          again(attempt, "the sandbox ended before it was given code: " + Outcomes.describe(ended));
      case Stage.Up() -> prove(seen, plan, pod, attempt, late, deadline, now);
    };
  }

  private Decision prove(
      Observation seen,
      Plan plan,
      SandboxFacts.Present pod,
      int attempt,
      boolean late,
      Instant deadline,
      Instant now) {
    return switch (seen.guest()) {
      case GuestFacts.Unknown unknown when late ->
          finish(
              Outcomes.notProven(
                  "no proof within "
                      + Durations.format(plan.startDeadline())
                      + describe(unknown.lastError())),
              null);
      case GuestFacts.Unknown unknown -> {
        var wait = patience(seen, attempt, "waiting for the proof", pod, deadline, now);
        yield new Decision(
            List.of(new Action.OpenChannel(pod.ref(), plan)), wait.change(), wait.recheck(), false);
      }
      case GuestFacts.Ready(IsolationStatus proof, boolean offered) ->
          judged(seen, plan, pod, Residency.judged(proof, plan, seen.region()), late);
      case GuestFacts.Silent silent ->
          again(attempt, "the guest stopped answering before it was given code");
      case GuestFacts.Mute mute -> again(attempt, mute.detail());
      // A guest that has run already means the status lost a write: go by what the guest shows,
      // never by a second run.
      case GuestFacts.Started started ->
          Decision.record(new Change.Run(plan, pod, new IsolationStatus(null, List.of())));
      case GuestFacts.Sealed(var result, boolean complete) -> Decision.finish(result, complete);
    };
  }

  private static Decision judged(
      Observation seen, Plan plan, SandboxFacts.Present pod, IsolationStatus proof, boolean late) {
    if (!Boolean.TRUE.equals(proof.proven())) {
      return finish(Outcomes.notProven(Outcomes.failedChecks(proof)), proof);
    }
    if (seen.guardInForce()) {
      return Decision.record(new Change.Run(plan, pod, GuardFacts.attested(proof)));
    }
    // While somebody tampers with the fence the code stays here.
    return late
        ? finish(
            Outcomes.startFailed(
                downFence(seen).message()
                    + " (still so after "
                    + Durations.format(plan.startDeadline())
                    + ")"),
            proof)
        : Decision.wait(POLL, Action.EstablishGuard.of(seen));
  }

  /**
   * Another pod, which is safe only here: the code cannot have been sent. The next attempt is
   * recorded before it exists.
   */
  private Decision again(int attempt, String why) {
    if (attempt >= deadlines.maxAttempts()) {
      return finish(
          Outcomes.startFailed(attempt + " sandboxes failed; the last one: " + why), null);
    }
    return Decision.record(new Change.Start(attempt + 1, why));
  }

  private Decision patience(
      Observation seen,
      int attempt,
      String why,
      SandboxFacts.Present pod,
      Instant deadline,
      Instant now) {
    var untilDeadline = Duration.between(now, deadline);
    var slowAt = pod.created().plus(deadlines.slowStart());
    if (now.isBefore(slowAt)) {
      return Decision.wait(Duration.between(now, slowAt));
    }
    boolean said =
        seen.recorded() instanceof Recorded.Pending pending
            && pending.phase() == Phase.Starting
            && pending.attempt() == attempt
            && pending.message().equals(why);
    return said ? Decision.wait(untilDeadline) : Decision.record(new Change.Start(attempt, why));
  }

  Decision refused(Observation seen, Refused refusal, Instant now) {
    return switch (refusal.kind()) {
      case Final ->
          finish(
              Outcomes.startFailed(refusal.message()),
              null,
              podExisted(seen, seen.recorded().attempt()));
      case Quota -> {
        boolean said =
            seen.recorded() instanceof Recorded.Pending pending && pending.queuedForQuota();
        yield said
            ? Decision.wait(inLine(seen, now))
            : Decision.record(new Change.Queue(refusal.message()));
      }
      case Later ->
          young(seen, now) || seen.sandbox() instanceof SandboxFacts.Present
              ? Decision.wait(POLL)
              : held(seen, Hold.notTaken(refusal.message()), deadlines.retryQueue());
    };
  }

  private static Decision finish(OutcomeStatus outcome, @Nullable IsolationStatus proof) {
    return finish(outcome, proof, true);
  }

  private static Decision finish(
      OutcomeStatus outcome, @Nullable IsolationStatus proof, boolean podExisted) {
    return Decision.finish(outcome, proof, podExisted);
  }

  /** Whether there is an end to confirm, be it that of an earlier attempt's pod. */
  private static boolean podExisted(Observation seen, int attempt) {
    return seen.sandbox() instanceof SandboxFacts.Present
        || attempt > 1
        || !seen.strays().isEmpty();
  }

  private static String because(Stage.Waiting waiting, boolean late, Plan plan) {
    var what = waiting.reason() + describe(waiting.message());
    return late ? what + " (still so after " + Durations.format(plan.startDeadline()) + ")" : what;
  }

  private static String describe(String message) {
    return message.isEmpty() ? "" : ": " + message;
  }
}
