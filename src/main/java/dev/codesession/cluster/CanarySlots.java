package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many canaries may be under way at once, over all classes: they must not crowd out sessions.
 * What was just made counts although the cache does not show it yet.
 */
public final class CanarySlots {
  private static final int MOST = 2;
  private static final Duration CACHE_LAG = Duration.ofSeconds(10);

  private final Map<String, Instant> made = new ConcurrentHashMap<>();
  private final InstantSource clock;

  public CanarySlots(InstantSource clock) {
    this.clock = clock;
  }

  int free(Collection<CodeSession> cached) {
    var now = clock.instant();
    made.values().removeIf(at -> at.plus(CACHE_LAG).isBefore(now));
    cached.forEach(canary -> made.remove(canary.getMetadata().getName()));
    return Math.max(0, MOST - cached.size() - made.size());
  }

  /** Takes a slot for this canary; false if there is none any more. */
  synchronized boolean take(String name, Collection<CodeSession> cached) {
    if (made.containsKey(name) || free(cached) == 0) {
      return false;
    }
    made.put(name, clock.instant());
    return true;
  }
}
