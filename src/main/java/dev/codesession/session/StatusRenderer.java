package dev.codesession.session;

import dev.codesession.admission.Plan;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.DestructionStatus;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.api.v1alpha1.SandboxStatus;
import dev.codesession.api.v1alpha1.TimelineStatus;
import dev.codesession.api.v1alpha1.ViolationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns a change into the whole status. What cannot be observed again (the proof, the times, the
 * result) is carried over, write-once.
 */
public final class StatusRenderer {
  static final CodeSessionStatus EMPTY =
      new CodeSessionStatus(
          null, null, List.of(), null, null, null, null, List.of(), List.of(), null, null, null,
          List.of(), null, null, null);

  private StatusRenderer() {}

  /** The status after the change; equal to the current one for {@link Change.Keep}. */
  public static @Nullable CodeSessionStatus render(
      @Nullable CodeSessionStatus current, Change change, Observation seen, Instant now) {
    var before = current == null ? EMPTY : current;
    var draft = new Draft(before, seen, now);
    return switch (change) {
      case Change.Keep keep -> current;
      case Change.Queue(String reason, String why) ->
          draft.waiting(Phase.Queued, seen.recorded().attempt(), reason, why);
      case Change.Start(int attempt, String why) ->
          draft.waiting(Phase.Starting, attempt, "Starting", why);
      case Change.Run run -> draft.running(run);
      case Change.Finish finish -> draft.finished(finish);
      case Change.Breach(Change.Finish finish, ViolationStatus violation) ->
          StatusParts.withViolation(draft.finished(finish), Violations.at(violation, now));
      case Change.Erase erase -> Erasure.of(before, erase.result(), erase.artifacts());
      case Change.Destroy(String how) -> draft.destroyed(how);
      case Change.Alarm(String why) -> draft.alarmed(why);
    };
  }

  /**
   * The same without bulk, for an object that has outgrown etcd: numbers and digests stay, text is
   * cut, artifacts go.
   */
  public static CodeSessionStatus trimmed(CodeSessionStatus status) {
    return StatusParts.trimmed(status);
  }

  /** From the recorded result to the confirmed end; zero where either is unknown. */
  public static Duration timeToDestroy(CodeSessionStatus status) {
    var line = status.timeline();
    var recorded = line == null ? null : Timestamps.readOrNull(line.recorded());
    var destroyed = line == null ? null : Timestamps.readOrNull(line.destroyed());
    return recorded == null || destroyed == null
        ? Duration.ZERO
        : Duration.between(recorded, destroyed);
  }

  /** One rendering: the status before, what was seen, and when. */
  private record Draft(CodeSessionStatus before, Observation seen, Instant now) {
    CodeSessionStatus waiting(Phase phase, int attempt, String reason, String why) {
      var conditions =
          conditions()
              .set(Conditions.ACCEPTED, "True", "ClassResolved", null)
              .set(Conditions.FINISHED, "False", reason, why);
      return with(phase, attempt, conditions, before.sandbox(), timeline(null, null));
    }

    CodeSessionStatus running(Change.Run run) {
      boolean proven = Boolean.TRUE.equals(run.proof().proven());
      var conditions =
          conditions()
              .set(Conditions.ACCEPTED, "True", "ClassResolved", null)
              .set(
                  Conditions.ISOLATED,
                  proven ? "True" : "Unknown",
                  proven ? "Proven" : "ProofNotRecorded",
                  null)
              .set(Conditions.FINISHED, "False", "Running", null);
      var next =
          with(
              Phase.Running,
              seen.recorded().attempt(),
              conditions,
              sandbox(run.plan(), run.pod()),
              timeline(now, null));
      return StatusParts.withIsolation(next, run.proof());
    }

    CodeSessionStatus finished(Change.Finish finish) {
      var outcome = finish.outcome();
      var reason = Objects.requireNonNull(outcome.reason());
      var conditions =
          conditions().set(Conditions.FINISHED, "True", reason.name(), outcome.message());
      switch (reason) {
        case Rejected ->
            conditions.set(Conditions.ACCEPTED, "False", "Rejected", outcome.message());
        case IsolationNotProven ->
            conditions.set(Conditions.ISOLATED, "False", "NotProven", outcome.message());
        case Completed,
            NonZeroExit,
            Signalled,
            WallTimeExceeded,
            CpuTimeExceeded,
            MemoryExceeded,
            DiskExceeded,
            OutputExceeded,
            ProcessLimitExceeded,
            PolicyViolation,
            Cancelled,
            QueueTimeout,
            StartFailed,
            Lost -> {}
      }
      conditions.set(
          Conditions.DESTROYED,
          finish.podExisted() ? "False" : "True",
          finish.podExisted() ? "Requested" : "NeverCreated",
          null);
      var sandbox =
          before.sandbox() == null && seen.sandbox() instanceof SandboxFacts.Present pod
              ? sandbox(null, pod)
              : atEnd(before.sandbox());
      var next =
          with(Phase.Finished, seen.recorded().attempt(), conditions, sandbox, timeline(null, now));
      next =
          StatusParts.withDestruction(
              next,
              finish.podExisted()
                  ? new DestructionStatus(Timestamps.write(now), null, null)
                  : new DestructionStatus(null, Timestamps.write(now), "NeverCreated"));
      next = finish.proof() == null ? next : StatusParts.withIsolation(next, finish.proof());
      return StatusParts.withOutcome(
          next,
          finish,
          seen.session().uid(),
          Violations.of(finish.result(), seen.violations(), next.timeline()));
    }

    CodeSessionStatus destroyed(String how) {
      var conditions = conditions().set(Conditions.DESTROYED, "True", how, null);
      var requested = before.destruction() == null ? null : before.destruction().requested();
      var line = StatusParts.withDestroyed(before.timeline(), Timestamps.write(now));
      var next =
          with(Phase.Finished, seen.recorded().attempt(), conditions, before.sandbox(), line);
      return StatusParts.withDestruction(
          next, new DestructionStatus(requested, Timestamps.write(now), how));
    }

    CodeSessionStatus alarmed(String why) {
      // A deleted session may be anywhere, but that it has a pod.
      return with(
          before.phase() == null ? Phase.Starting : before.phase(),
          seen.recorded().attempt(),
          conditions().set(Conditions.DESTROYED, "False", Conditions.UNCONFIRMED, why),
          before.sandbox(),
          before.timeline());
    }

    private Conditions conditions() {
      return new Conditions(before.conditions(), now, seen.session().generation());
    }

    private CodeSessionStatus with(
        Phase phase,
        int attempt,
        Conditions conditions,
        @Nullable SandboxStatus sandbox,
        @Nullable TimelineStatus timeline) {
      return new CodeSessionStatus(
          phase,
          seen.session().generation(),
          conditions.list(),
          attempt,
          before.outcome(),
          before.stdout(),
          before.stderr(),
          before.artifacts(),
          before.artifactsOmitted(),
          before.usage(),
          timeline,
          before.isolation(),
          before.violations(),
          before.scan(),
          sandbox,
          before.destruction());
    }

    private SandboxStatus sandbox(@Nullable Plan plan, SandboxFacts.Present pod) {
      return new SandboxStatus(
          pod.ref().name(),
          pod.ref().uid(),
          pod.node(),
          text(seen.region()),
          plan == null ? List.of() : plan.regions(),
          null,
          plan == null ? null : plan.language().image(),
          pod.imageId(),
          plan == null ? null : plan.runtimeClassName(),
          plan == null ? null : plan.limits().toApi(),
          pod.policy());
    }

    private @Nullable SandboxStatus atEnd(@Nullable SandboxStatus s) {
      return s == null
          ? null
          : new SandboxStatus(
              s.podName(),
              s.podUid(),
              s.node(),
              s.region(),
              s.regions(),
              text(seen.region()),
              s.image(),
              s.imageDigest(),
              s.runtimeClassName(),
              s.limits(),
              s.policy());
    }

    private static @Nullable String text(@Nullable String region) {
      return region == null || region.isEmpty() ? null : region;
    }

    /** Instants this process saw win only where nothing is recorded yet. */
    private TimelineStatus timeline(@Nullable Instant proven, @Nullable Instant recorded) {
      var line = before.timeline() == null ? StatusParts.NO_TIMELINE : before.timeline();
      var own = seen.milestones();
      return new TimelineStatus(
          first(line.accepted(), own.accepted()),
          first(line.created(), own.created()),
          first(line.booted(), own.booted()),
          first(line.proven(), proven),
          first(line.started(), own.started()),
          first(line.ended(), own.ended()),
          first(line.recorded(), recorded),
          line.destroyed());
    }

    private static @Nullable String first(@Nullable String recorded, @Nullable Instant seen) {
      return recorded != null ? recorded : Timestamps.writeOrNull(seen);
    }
  }
}
