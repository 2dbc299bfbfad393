package dev.codesession.session;

import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must hold for every decision, whatever was observed. Plain code: it runs a million times.
 */
final class Invariants {
  private final Observation seen;
  private final Decision decision;

  private Invariants(Observation seen, Decision decision) {
    this.seen = seen;
    this.decision = decision;
  }

  static void check(Observation seen, Decision decision) {
    var rules = new Invariants(seen, decision);
    decision.actions().forEach(rules::action);
    rules.change();
    rules.deletion();
    rules.progress();
  }

  private void action(Action action) {
    switch (action) {
      case Action.CreateSandbox create -> createsOnlyBehindTheFence(create);
      case Action.SendRun run -> sendsCodeOnlyToTheProvenPod(run);
      case Action.OpenChannel open -> require(present() && !terminal(), "hears living pods only");
      case Action.SendCancel cancel -> require(running() && seen.session().cancel(), "was asked");
      case Action.Salvage salvage -> require(running(), "salvages only what may have run");
      case Action.StoreArtifacts store ->
          require(seen.guest() instanceof GuestFacts.Sealed && !terminal(), "stores a result");
      case Action.ReleaseSandbox release -> evidenceIsNoLongerNeeded(release.pod());
      case Action.DeleteSandbox delete -> evidenceIsNoLongerNeeded(delete.pod());
      case Action.CloseChannel close -> evidenceIsNoLongerNeeded(close.pod());
      case Action.DeleteSession delete ->
          require(
              terminal() && !seen.session().deleting() && !seen.keeping().legalHold(),
              "its time to live is over");
      case Action.DeleteArtifacts delete ->
          require(terminal() && !seen.keeping().legalHold(), "only what had its time is erased");
      case Action.EstablishGuard guard -> require(!seen.guardInForce(), "the guard is not there");
    }
  }

  private void createsOnlyBehindTheFence(Action.CreateSandbox create) {
    require(create.attempt() == seen.recorded().attempt(), "the attempt is recorded first");
    require(starting(), "a pod is made before Running only");
    require(seen.sandbox() instanceof SandboxFacts.Absent, "no second pod");
    require(seen.guardInForce(), "fence before fire");
    require(seen.hold() == null, "not while something holds it");
    require(seen.strays().isEmpty(), "one pod at a time");
    require(seen.verdict() instanceof Verdict.Accepted, "only what is admitted");
    require(!seen.session().cancel(), "not after a cancel");
  }

  private void sendsCodeOnlyToTheProvenPod(Action.SendRun run) {
    require(
        seen.recorded() instanceof Recorded.Running recorded
            && seen.sandbox() instanceof SandboxFacts.Present pod
            && pod.ref().uid().equals(recorded.podUid())
            && run.pod().equals(pod.ref()),
        "to the recorded pod");
    require(
        seen.guest() instanceof GuestFacts.Ready ready
            && Boolean.TRUE.equals(ready.proof().proven())
            && !ready.offered(),
        "to a guest that has proven itself and was not given the code yet");
    require(!seen.session().cancel(), "not after a cancel");
    require(seen.guardInForce(), "behind the fence");
  }

  /**
   * Advance on observed facts: a pod goes only when its end is recorded, or is nobody's business.
   */
  private void evidenceIsNoLongerNeeded(PodRef pod) {
    boolean stray = seen.strays().stream().anyMatch(s -> s.ref().equals(pod));
    require(terminal() || seen.session().deleting() || stray, "the result is recorded first");
  }

  private void change() {
    switch (decision.change()) {
      case Change.Keep keep -> {}
      case Change.Queue queue -> require(starting() && !present(), "queues before a pod exists");
      case Change.Start start ->
          require(
              starting()
                  && start.attempt() >= seen.recorded().attempt()
                  && start.attempt() <= seen.recorded().attempt() + 1
                  && start.attempt() <= Given.DEADLINES.maxAttempts(),
              "attempts count up, to a limit");
      case Change.Run run -> {
        require(starting() && seen.sandbox().equals(run.pod()), "runs once, in the pod seen");
        require(
            Boolean.TRUE.equals(run.proof().proven()) || seen.guest() instanceof GuestFacts.Started,
            "runs on a proof");
      }
      case Change.Finish finish -> {
        require(!terminal(), "ends once");
        outcome(finish.outcome());
        require(finish.podExisted() || !present() && noStrays(), "what is there must be destroyed");
      }
      case Change.Breach breach -> {
        require(running() && seen.region() != null, "only what runs somewhere can leave");
        outcome(breach.finish().outcome());
      }
      case Change.Erase erase ->
          require(terminal() && !seen.keeping().legalHold(), "only what had its time is erased");
      case Change.Destroy destroy ->
          require(terminal() && !present() && noStrays(), "gone means gone");
      case Change.Alarm alarm ->
          require(
              !seen.session().alarmed()
                  && (present() || !noStrays())
                  && (seen.session().deleting()
                      || seen.recorded() instanceof Recorded.Finished f && !f.destroyed()),
              "one alarm");
    }
  }

  private void outcome(OutcomeStatus outcome) {
    require(outcome.reason() != null, "an outcome has a reason");
    require(
        Boolean.TRUE.equals(outcome.retrySafe()) == Boolean.FALSE.equals(outcome.codeStarted()),
        "a retry is safe exactly if the code has not started");
    if (running() && !(seen.guest() instanceof GuestFacts.Sealed)) {
      require(
          !Boolean.FALSE.equals(outcome.codeStarted()),
          "once the code may have been sent only the guest can say that it has not started");
    }
    require(String.valueOf(outcome.message()).length() <= 1024, "a short message");
  }

  private void deletion() {
    if (seen.session().deleting()) {
      require(
          decision.change() instanceof Change.Keep || decision.change() instanceof Change.Alarm,
          "a deleted session needs no other status");
      require(
          names().stream()
              .allMatch(Set.of("CloseChannel", "ReleaseSandbox", "DeleteSandbox")::contains),
          "a deleted session is only taken down");
    }
    if (decision.gone()) {
      require(seen.session().deleting() && !present() && noStrays(), "nothing is left behind");
    }
  }

  /** Whatever happens, somebody will look again: after a write, or after a while. */
  private void progress() {
    var recheck = decision.recheck();
    require(recheck == null || recheck.isPositive(), "no busy loop");
    require(
        decision.gone() || recheck != null || !(decision.change() instanceof Change.Keep),
        "nothing hangs");
  }

  private boolean present() {
    return seen.sandbox() instanceof SandboxFacts.Present;
  }

  private boolean noStrays() {
    return seen.strays().isEmpty();
  }

  private boolean running() {
    return seen.recorded() instanceof Recorded.Running;
  }

  private boolean terminal() {
    return seen.recorded() instanceof Recorded.Finished;
  }

  private boolean starting() {
    return !seen.session().deleting() && !running() && !terminal();
  }

  private Set<String> names() {
    return decision.actions().stream()
        .map(a -> a.getClass().getSimpleName())
        .collect(Collectors.toSet());
  }

  private void require(boolean holds, String rule) {
    if (!holds) {
      throw new AssertionError(rule + "\nseen " + seen + "\ndecided " + decision);
    }
  }
}
