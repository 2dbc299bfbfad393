package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** How many sessions are in each phase, all phases named, and how long the first one has queued. */
public record Census(Map<Phase, Integer> phases, Duration oldestQueued) {
  public Census {
    phases = Map.copyOf(phases);
  }

  static Census of(Stream<CodeSession> sessions, Instant now) {
    var phases = new EnumMap<Phase, Integer>(Phase.class);
    for (Phase phase : Phase.values()) {
      phases.put(phase, 0);
    }
    var waited = Duration.ZERO;
    for (CodeSession session : (Iterable<CodeSession>) sessions::iterator) {
      var phase = phase(session);
      phases.merge(phase, 1, Integer::sum);
      var age = phase == Phase.Queued ? age(session, now) : Duration.ZERO;
      waited = age.compareTo(waited) > 0 ? age : waited;
    }
    return new Census(phases, waited);
  }

  /** What has no status yet waits for its first look. */
  private static Phase phase(CodeSession session) {
    var status = session.getStatus();
    return status == null || status.phase() == null ? Phase.Queued : status.phase();
  }

  private static Duration age(CodeSession session, Instant now) {
    return Duration.between(Observer.created(session), now);
  }
}
