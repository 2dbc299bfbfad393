package dev.codesession.alerts;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: doubled each time up to a ceiling, and of that a random
 * part from one half up, so that many do not come back at once ("equal jitter").
 */
record Backoff(Duration first, Duration most) {
  static final Backoff DEFAULT = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(60));

  /** After so many failures in a row, at least one. */
  Duration after(int failures, RandomGenerator random) {
    long ceiling =
        Math.min(most.toMillis(), first.toMillis() << Math.min(Math.max(failures - 1, 0), 20));
    return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
  }
}
