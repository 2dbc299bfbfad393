package dev.codesession.session;

import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the status says the session has come. */
public sealed interface Recorded {
  /** Number of the pod that is current. */
  int attempt();

  /** Nothing written yet. */
  record Fresh() implements Recorded {
    @Override
    public int attempt() {
      return 1;
    }
  }

  /** Queued or Starting: the code cannot have been sent. */
  record Pending(Phase phase, int attempt, String reason, String message) implements Recorded {
    /** Where the reason does not matter. */
    public Pending(Phase phase, int attempt, String message) {
      this(phase, attempt, "", message);
    }

    /** Whether exactly this was recorded as what a queued session waits for. */
    boolean queuedBecause(Hold hold) {
      return switch (hold.reason()) {
        case Change.Queue.QUOTA -> queuedForQuota();
        // In whatever words: they may name a port or a time, and each would be a write.
        case Hold.FAILED_CREATE -> phase == Phase.Queued && reason.equals(hold.reason());
        default ->
            phase == Phase.Queued && reason.equals(hold.reason()) && message.equals(hold.message());
      };
    }

    /** In whatever words: the numbers of a quota change with every pod. */
    boolean queuedForQuota() {
      return phase == Phase.Queued && (reason.isEmpty() || reason.equals(Change.Queue.QUOTA));
    }
  }

  /**
   * From here on the code may have been sent, to this pod and no other.
   *
   * @param region in which the code has to stay; null for anywhere
   */
  record Running(
      int attempt,
      String podUid,
      @Nullable Instant since,
      @Nullable Duration wallTime,
      @Nullable String region)
      implements Recorded {
    /** Without a bond to a region. */
    public Running(
        int attempt, String podUid, @Nullable Instant since, @Nullable Duration wallTime) {
      this(attempt, podUid, since, wallTime, null);
    }
  }

  /**
   * Terminal.
   *
   * @param destroyed the end of the VM is confirmed
   */
  record Finished(int attempt, OutcomeReason reason, Instant at, boolean destroyed)
      implements Recorded {}
}
