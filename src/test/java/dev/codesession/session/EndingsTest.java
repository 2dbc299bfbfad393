package dev.codesession.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.Blame;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.guest.Result;
import dev.codesession.session.SandboxFacts.Stage;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One line per way a session can end. */
final class EndingsTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATE = Duration.ofMinutes(6);

  /**
   * A way to end.
   *
   * @param words part of the message
   */
  record Case(
      Supplier<Decision> decision,
      OutcomeReason reason,
      Blame blame,
      Boolean started,
      String words) {
    @Override
    public String toString() {
      return reason + " started=" + started + " " + words;
    }
  }

  static Stream<Case> beforeTheCodeIsSent() {
    return Stream.of(
        platform(
            Given.fresh().refusedBecause("spec.code: no"),
            SOON,
            OutcomeReason.Rejected,
            "spec.code: no"),
        platform(Given.fresh().cancel(), SOON, OutcomeReason.Cancelled, "before the code was sent"),
        platform(
            Given.pending(Phase.Queued, 1), LATE, OutcomeReason.QueueTimeout, "waited 5m: because"),
        platform(
            Given.fresh().with(new SandboxFacts.Foreign("csess-1")),
            SOON,
            OutcomeReason.StartFailed,
            "a pod named csess-1 exists that is not of this session"),
        platform(
            starting(new Stage.Waiting("ErrImageNeverPull", "not there", true)),
            SOON,
            OutcomeReason.StartFailed,
            "ErrImageNeverPull: not there"),
        platform(
            starting(new Stage.Waiting("ImagePullBackOff", "", false)),
            LATE,
            OutcomeReason.StartFailed,
            "ImagePullBackOff (still so after 2m)"),
        platform(
            starting(new Stage.Ended(128, "StartError", "no such file")),
            SOON,
            OutcomeReason.StartFailed,
            "the warden could not be started: no such file"),
        platform(
            Given.pending(Phase.Starting, 3)
                .with(Given.pod(3, new Stage.Ended(255, "Error", ""), false, true)),
            SOON,
            OutcomeReason.StartFailed,
            "3 sandboxes failed; the last one: the sandbox ended before it was given code:"
                + " container ended with exit code 255 (Error, the VM died)"),
        platform(
            starting(new Stage.Up()).with(Given.ready(Given.BAD)),
            SOON,
            OutcomeReason.IsolationNotProven,
            "network.interfaces (besides lo: eth0)"),
        platform(
            starting(new Stage.Up()).with(new GuestFacts.Unknown("attach: 404")),
            LATE,
            OutcomeReason.IsolationNotProven,
            "no proof within 2m: attach: 404"));
  }

  static Stream<Case> afterTheCodeMayHaveBeenSent() {
    return Stream.of(
        lost(gone(), SOON, null, "the pod is gone"),
        lost(gone().with(new GuestFacts.Started()), SOON, true, "the pod is gone"),
        lost(
            Given.running().with(new SandboxFacts.Foreign("csess-1")),
            SOON,
            null,
            "took the name csess-1"),
        lost(
            Given.recorded(new Recorded.Running(1, "other", Given.CREATED, null))
                .with(Given.pod(new Stage.Up()))
                .with(Given.ready(Given.GOOD)),
            SOON,
            null,
            "replaced by somebody else"),
        lost(Given.running().refusedBecause("no class"), SOON, null, "the class changed"),
        lost(
            Given.running().refusedBecause("no class").with(Given.ready(Given.GOOD)),
            SOON,
            null,
            "the class changed before the code was sent"),
        lost(
            ended(255, "Error").with(new GuestFacts.Mute(null, "its log holds no result")),
            SOON,
            null,
            "exit code 255 (Error, the VM died); its log holds no result"),
        lost(
            ended(-1, "Evicted").with(new GuestFacts.Mute(true, "its log holds no result")),
            SOON,
            true,
            "(Evicted)"),
        lost(
            Given.running().with(new GuestFacts.Mute(null, "its log holds no result")),
            Duration.ofSeconds(48),
            null,
            "no result within 15 s of the wall-time limit"),
        new Case(
            () -> ended(137, "OOMKilled").with(new GuestFacts.Mute(true, "nothing")).decide(),
            OutcomeReason.MemoryExceeded,
            Blame.Code,
            true,
            "lack of memory"),
        new Case(
            () -> Given.running().with(Given.ready(Given.BAD)).decide(),
            OutcomeReason.IsolationNotProven,
            Blame.Platform,
            null,
            "network.interfaces"),
        new Case(
            () -> Given.running().cancelledAt(Given.CREATED).decide(Duration.ofSeconds(5)),
            OutcomeReason.Cancelled,
            Blame.User,
            null,
            "did not report within 5 s"));
  }

  static Stream<Case> sealedByTheGuest() {
    return Stream.of(
        sealed(Result.Ending.Exited, OutcomeReason.Completed, null, true),
        sealed(Result.Ending.Signalled, OutcomeReason.Signalled, Blame.Code, true),
        sealed(Result.Ending.WallTimeExceeded, OutcomeReason.WallTimeExceeded, Blame.Code, true),
        sealed(Result.Ending.CpuTimeExceeded, OutcomeReason.CpuTimeExceeded, Blame.Code, true),
        sealed(Result.Ending.MemoryExceeded, OutcomeReason.MemoryExceeded, Blame.Code, true),
        sealed(Result.Ending.DiskExceeded, OutcomeReason.DiskExceeded, Blame.Code, true),
        sealed(Result.Ending.OutputExceeded, OutcomeReason.OutputExceeded, Blame.Code, true),
        sealed(
            Result.Ending.ProcessLimitExceeded,
            OutcomeReason.ProcessLimitExceeded,
            Blame.Code,
            true),
        sealed(Result.Ending.PolicyViolation, OutcomeReason.PolicyViolation, Blame.Policy, true),
        sealed(Result.Ending.Cancelled, OutcomeReason.Cancelled, Blame.User, false),
        sealed(Result.Ending.NotStarted, OutcomeReason.StartFailed, Blame.Platform, false),
        sealed(Result.Ending.Terminated, OutcomeReason.Lost, Blame.Platform, true));
  }

  @ParameterizedTest
  @MethodSource({"beforeTheCodeIsSent", "afterTheCodeMayHaveBeenSent", "sealedByTheGuest"})
  void endsWithReasonBlameAndWhatIsKnownOfTheCode(Case expected) {
    var outcome = outcome(expected.decision().get());
    assertThat(outcome.reason()).isEqualTo(expected.reason());
    assertThat(outcome.blame()).isEqualTo(expected.blame());
    assertThat(outcome.codeStarted()).isEqualTo(expected.started());
    assertThat(outcome.retrySafe()).isEqualTo(Boolean.FALSE.equals(expected.started()));
    assertThat(outcome.message()).contains(expected.words());
  }

  @Test
  void everyReasonIsReachable() {
    var reached = EnumSet.of(OutcomeReason.NonZeroExit);
    Stream.of(beforeTheCodeIsSent(), afterTheCodeMayHaveBeenSent(), sealedByTheGuest())
        .flatMap(cases -> cases)
        .forEach(one -> reached.add(one.reason()));
    assertThat(reached).isEqualTo(EnumSet.allOf(OutcomeReason.class));
  }

  @Test
  void anExitCodeOtherThanZeroIsTheCodesDoing() {
    var result = Given.result(Result.Ending.Exited, 3, List.of());
    var outcome = outcome(Given.running().with(new GuestFacts.Sealed(result, true)).decide());
    assertThat(outcome.reason()).isEqualTo(OutcomeReason.NonZeroExit);
    assertThat(outcome.blame()).isEqualTo(Blame.Code);
    assertThat(outcome.exitCode()).isEqualTo(3);
  }

  @Test
  void aSummaryAloneIsSaidToBeOne() {
    var result = Given.result(Result.Ending.Exited, List.of());
    var decision = ended(0, "Completed").with(new GuestFacts.Sealed(result, false)).decide();
    assertThat(outcome(decision).message())
        .endsWith("(only the summary in the termination message survived)");
  }

  @Test
  void whatTheGuestSealedCountsWhateverBecameOfItsPod() {
    for (SandboxFacts sandbox :
        List.of(
            new SandboxFacts.Absent(),
            new SandboxFacts.Foreign("x"),
            Given.pod(new Stage.Ended(255, "Error", "")))) {
      var decision =
          Given.running().with(sandbox).with(Given.sealed(Result.Ending.Exited)).decide();
      assertThat(outcome(decision).reason()).isEqualTo(OutcomeReason.Completed);
    }
  }

  @Test
  void aLongMessageIsCut() {
    var decision = Given.fresh().refusedBecause("x".repeat(5000)).decide();
    assertThat(outcome(decision).message()).hasSize(1024).endsWith("…");
  }

  private static OutcomeStatus outcome(Decision decision) {
    assertThat(decision.change()).isInstanceOf(Change.Finish.class);
    return ((Change.Finish) decision.change()).outcome();
  }

  private static Given starting(Stage stage) {
    return Given.pending(Phase.Starting, 1).with(Given.pod(stage));
  }

  private static Given gone() {
    return Given.running().with(new SandboxFacts.Absent());
  }

  private static Given ended(int code, String reason) {
    return Given.running().with(Given.pod(new Stage.Ended(code, reason, "")));
  }

  private static Case platform(Given given, Duration age, OutcomeReason reason, String words) {
    var user = reason == OutcomeReason.Rejected || reason == OutcomeReason.Cancelled;
    return new Case(
        () -> given.decide(age), reason, user ? Blame.User : Blame.Platform, false, words);
  }

  private static Case lost(Given given, Duration age, Boolean started, String words) {
    return new Case(() -> given.decide(age), OutcomeReason.Lost, Blame.Platform, started, words);
  }

  private static Case sealed(
      Result.Ending ending, OutcomeReason reason, Blame blame, boolean started) {
    return new Case(
        () -> Given.running().with(Given.sealed(ending)).decide(),
        reason,
        blame,
        started,
        "the warden's words");
  }
}
