package dev.codesession.session;

import dev.codesession.admission.Durations;
import dev.codesession.api.v1alpha1.Blame;
import dev.codesession.api.v1alpha1.CheckStatus;
import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import dev.codesession.guest.Result;
import dev.codesession.session.SandboxFacts.Stage;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The closed list of endings with whose doing each is. A retry is safe exactly when the code is
 * known not to have started.
 */
final class Outcomes {
  private static final int MESSAGE_LIMIT = 1024;

  private Outcomes() {}

  static OutcomeStatus rejected(String message) {
    return beforeStart(OutcomeReason.Rejected, Blame.User, message);
  }

  static OutcomeStatus startFailed(String message) {
    return beforeStart(OutcomeReason.StartFailed, Blame.Platform, message);
  }

  static OutcomeStatus notProven(String message) {
    return beforeStart(OutcomeReason.IsolationNotProven, Blame.Platform, message);
  }

  /**
   * A guest that was good when Running was recorded, and is not any more: the code may have been
   * sent in between.
   */
  static OutcomeStatus noLongerProven(String message) {
    return outcome(OutcomeReason.IsolationNotProven, Blame.Platform, message, null, null, null);
  }

  /** Whatever else was the end: where the code ran is not what was promised. */
  static OutcomeStatus residencyChanged(OutcomeStatus otherwise, String what) {
    return outcome(
        OutcomeReason.PolicyViolation,
        Blame.Policy,
        Residency.RULE + ": " + what,
        otherwise.exitCode(),
        otherwise.signal(),
        otherwise.codeStarted());
  }

  static OutcomeStatus queueTimeout(Duration timeout, String why) {
    return beforeStart(
        OutcomeReason.QueueTimeout,
        Blame.Platform,
        "waited " + Durations.format(timeout) + ": " + why);
  }

  static OutcomeStatus cancelledBeforeStart() {
    return beforeStart(OutcomeReason.Cancelled, Blame.User, "cancelled before the code was sent");
  }

  static OutcomeStatus cancelled(@Nullable Boolean started, String message) {
    return outcome(OutcomeReason.Cancelled, Blame.User, message, null, null, started);
  }

  static OutcomeStatus lost(@Nullable Boolean started, String message) {
    return outcome(OutcomeReason.Lost, Blame.Platform, message, null, null, started);
  }

  /** The pod ended and the guest left no result: what the cluster says of it is all there is. */
  static OutcomeStatus ofPod(Stage.Ended ended, @Nullable Boolean started, String detail) {
    if (ended.reason().equals("OOMKilled")) {
      return outcome(
          OutcomeReason.MemoryExceeded,
          Blame.Code,
          "the kernel ended the whole sandbox for lack of memory",
          null,
          null,
          started);
    }
    return lost(started, describe(ended) + (detail.isEmpty() ? "" : "; " + detail));
  }

  static String describe(Stage.Ended ended) {
    // Measured on Kata 4.1: 255 Error means that the VM, its shim or its agent died.
    var vm = ended.exitCode() == 255 ? ", the VM died" : "";
    return "container ended with exit code "
        + ended.exitCode()
        + " ("
        + ended.reason()
        + vm
        + ")"
        + (ended.message().isEmpty() ? "" : ": " + ended.message());
  }

  static String failedChecks(IsolationStatus proof) {
    var failed =
        proof.checks().stream()
            .filter(c -> Boolean.TRUE.equals(c.required()) && !Boolean.TRUE.equals(c.passed()))
            .map(
                (CheckStatus c) -> c.name() + (c.finding() == null ? "" : " (" + c.finding() + ")"))
            .collect(Collectors.joining("; "));
    return "the guest did not prove its isolation: " + failed;
  }

  /** What the guest sealed, in the words of the API. */
  static OutcomeStatus of(Result result, boolean complete) {
    var verdict =
        switch (result.ending()) {
          case Exited ->
              Integer.valueOf(0).equals(result.exitCode())
                  ? reason(OutcomeReason.Completed, null)
                  : reason(OutcomeReason.NonZeroExit, Blame.Code);
          case Signalled -> reason(OutcomeReason.Signalled, Blame.Code);
          case WallTimeExceeded -> reason(OutcomeReason.WallTimeExceeded, Blame.Code);
          case CpuTimeExceeded -> reason(OutcomeReason.CpuTimeExceeded, Blame.Code);
          case MemoryExceeded -> reason(OutcomeReason.MemoryExceeded, Blame.Code);
          case DiskExceeded -> reason(OutcomeReason.DiskExceeded, Blame.Code);
          case OutputExceeded -> reason(OutcomeReason.OutputExceeded, Blame.Code);
          case ProcessLimitExceeded -> reason(OutcomeReason.ProcessLimitExceeded, Blame.Code);
          case PolicyViolation -> reason(OutcomeReason.PolicyViolation, Blame.Policy);
          case Cancelled -> reason(OutcomeReason.Cancelled, Blame.User);
          case NotStarted -> reason(OutcomeReason.StartFailed, Blame.Platform);
          case Terminated -> reason(OutcomeReason.Lost, Blame.Platform);
        };
    var message =
        (result.message().isEmpty() && result.ending() == Result.Ending.Terminated
                ? "the pod was ended before the code was"
                : result.message())
            + (complete ? "" : " (only the summary in the termination message survived)");
    return outcome(
        verdict.reason(),
        verdict.blame(),
        message.strip(),
        result.exitCode(),
        result.signal(),
        result.codeStarted());
  }

  private record Verdict(OutcomeReason reason, @Nullable Blame blame) {}

  private static Verdict reason(OutcomeReason reason, @Nullable Blame blame) {
    return new Verdict(reason, blame);
  }

  private static OutcomeStatus beforeStart(OutcomeReason reason, Blame blame, String message) {
    return outcome(reason, blame, message, null, null, false);
  }

  private static OutcomeStatus outcome(
      OutcomeReason reason,
      @Nullable Blame blame,
      String message,
      @Nullable Integer exitCode,
      @Nullable String signal,
      @Nullable Boolean started) {
    var text =
        message.length() <= MESSAGE_LIMIT ? message : message.substring(0, MESSAGE_LIMIT - 1) + "…";
    return new OutcomeStatus(
        reason, blame, text, exitCode, signal, started, Boolean.FALSE.equals(started));
  }
}
