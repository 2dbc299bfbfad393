package dev.codesession.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The pod of the current attempt. */
public sealed interface SandboxFacts {
  /** There is none. Where a cache miss would be evidence, a live read has confirmed it. */
  record Absent() implements SandboxFacts {}

  /** An object with the pod's name that is not owned by this session. */
  record Foreign(String name) implements SandboxFacts {}

  /**
   * There it is.
   *
   * @param held our pod finalizer is on it
   * @param deleting somebody asked for its deletion
   * @param policy digest of the class that it was made by
   */
  record Present(
      PodRef ref,
      Instant created,
      @Nullable String node,
      @Nullable String imageId,
      Stage stage,
      boolean deleting,
      boolean held,
      @Nullable String policy)
      implements SandboxFacts {}

  /** Where the container of the pod stands. */
  sealed interface Stage {
    /** Not running yet; hopeless when waiting cannot help. */
    record Waiting(String reason, String message, boolean hopeless) implements Stage {}

    /** The warden runs. */
    record Up() implements Stage {}

    /**
     * The container, or the whole pod, has ended.
     *
     * @param reason the cluster's word, for example OOMKilled, Error, Evicted, DeadlineExceeded,
     *     StartError
     * @param message the cluster's message, shortened; not the termination message
     */
    record Ended(int exitCode, String reason, String message) implements Stage {}
  }
}
