package dev.codesession.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a request from being repeated while its effect has not reached the cache yet; after the
 * window it may be made again.
 */
public final class Recently {
  private final Map<String, Instant> asked = new ConcurrentHashMap<>();
  private final Duration window;
  private final InstantSource clock;

  public Recently(Duration window, InstantSource clock) {
    this.window = window;
    this.clock = clock;
  }

  /** Whether this was not asked for within the window. */
  boolean first(String key) {
    var now = clock.instant();
    asked.values().removeIf(at -> at.plus(window).isBefore(now));
    return asked.putIfAbsent(key, now) == null;
  }
}
