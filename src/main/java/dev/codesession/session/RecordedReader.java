package dev.codesession.session;

import dev.codesession.admission.Durations;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.Condition;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the flat status back into what it means. Total: whatever is missing or unreadable falls to
 * the side that cannot run code again.
 */
public final class RecordedReader {
  private RecordedReader() {}

  /** The recorded stage; {@code fallback} stands in for instants that cannot be read. */
  public static Recorded read(@Nullable CodeSessionStatus status, Instant fallback) {
    if (status == null) {
      return new Recorded.Fresh();
    }
    int attempt = Objects.requireNonNullElse(status.attempt(), 1);
    Phase phase = status.phase();
    if (phase == null) {
      // A phase of a newer version: something has happened here that we do not know. Only an empty
      // status is fresh.
      return status.conditions().isEmpty() && status.sandbox() == null
          ? new Recorded.Fresh()
          : running(status, attempt);
    }
    return switch (phase) {
      case Queued, Starting ->
          new Recorded.Pending(phase, attempt, reason(status), message(status));
      case Running -> running(status, attempt);
      case Finished -> finished(status, attempt, fallback);
    };
  }

  private static Recorded running(CodeSessionStatus status, int attempt) {
    var sandbox = status.sandbox();
    var uid = sandbox == null || sandbox.podUid() == null ? "" : sandbox.podUid();
    var proven =
        status.timeline() == null ? null : Timestamps.readOrNull(status.timeline().proven());
    // Only what was demanded binds.
    var region = sandbox == null || sandbox.regions().isEmpty() ? null : sandbox.region();
    return new Recorded.Running(attempt, uid, proven, wallTime(status), region);
  }

  private static Recorded finished(CodeSessionStatus status, int attempt, Instant fallback) {
    var outcome = status.outcome();
    var reason =
        outcome == null || outcome.reason() == null ? OutcomeReason.Lost : outcome.reason();
    var at = status.timeline() == null ? null : Timestamps.readOrNull(status.timeline().recorded());
    return new Recorded.Finished(
        attempt,
        reason,
        at == null ? fallback : at,
        Conditions.find(status.conditions(), Conditions.DESTROYED)
            .map(Condition::status)
            .filter("True"::equals)
            .isPresent());
  }

  /** Whether it says that the VM is still there though it should have gone. */
  public static boolean alarmed(@Nullable CodeSessionStatus status) {
    return status != null
        && Conditions.find(status.conditions(), Conditions.DESTROYED)
            .map(Condition::reason)
            .filter(Conditions.UNCONFIRMED::equals)
            .isPresent();
  }

  private static String reason(CodeSessionStatus status) {
    return Conditions.find(status.conditions(), Conditions.FINISHED)
        .map(Condition::reason)
        .flatMap(Optional::ofNullable)
        .orElse("");
  }

  private static String message(CodeSessionStatus status) {
    return Conditions.find(status.conditions(), Conditions.FINISHED)
        .map(Condition::message)
        .flatMap(Optional::ofNullable)
        .orElse("");
  }

  private static @Nullable Duration wallTime(CodeSessionStatus status) {
    var limits = status.sandbox() == null ? null : status.sandbox().limits();
    if (limits == null || limits.wallTime() == null) {
      return null;
    }
    try {
      return Durations.parse(limits.wallTime());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
