package dev.codesession.guest;

import java.time.Duration;
import java.util.Optional;

/**
 * What a guest says, verified to come from the holder of the key and clean to use. Whether it is
 * true is another question.
 */
public sealed interface GuestFrame {
  /** Where the warden is in its life. */
  enum State {
    /** Waits for RUN. */
    Ready,
    /** The code runs. */
    Running,
    /** The result exists. */
    Sealed
  }

  /** The answer to a HELLO. */
  record Proof(dev.codesession.guest.Proof proof) implements GuestFrame {}

  /** The code's process exists. */
  record Started(int run, Duration sinceStart) implements GuestFrame {}

  /** A sign of life, with the usage so far. */
  record Pong(
      long n,
      State state,
      long elapsedMillis,
      long cpuMillis,
      long memoryBytes,
      long stdoutBytes,
      long stderrBytes)
      implements GuestFrame {}

  /** A rule was broken, seen for the first time. */
  record Violated(int run, Violation violation) implements GuestFrame {}

  /** The run is over. */
  record Results(Result result) implements GuestFrame {}

  /**
   * What a termination message holds.
   *
   * @param result empty while the code runs
   */
  record Summary(Optional<Result> result) implements GuestFrame {}
}
