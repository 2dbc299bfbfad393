package dev.codesession.robustness;

import dev.codesession.robustness.Event.PodSeen;
import dev.codesession.robustness.Event.SessionSeen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must hold in every history that has come to rest, whatever went wrong in it.
 *
 * @param outlives how long a sandbox may be seen after its session was seen finished
 * @param pods how many sandboxes that have not ended there may be in a namespace
 */
record HistoryRules(Duration outlives, int pods) {
  /** One line per rule broken; empty: all is well. */
  List<String> broken(List<Event> history) {
    var broken = new ArrayList<String>();
    bySession(history)
        .forEach((uid, events) -> new Story(outlives, uid, events, history).judge(broken));
    quota(history, broken);
    return broken;
  }

  private static Map<String, List<SessionSeen>> bySession(List<Event> history) {
    return of(SessionSeen.class, history).stream()
        .collect(Collectors.groupingBy(SessionSeen::uid, LinkedHashMap::new, Collectors.toList()));
  }

  static <T extends Event> List<T> of(Class<T> kind, List<Event> history) {
    return history.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private void quota(List<Event> history, List<String> broken) {
    var live = new HashMap<String, Set<String>>();
    for (var pod : of(PodSeen.class, history)) {
      var names = live.computeIfAbsent(pod.namespace(), n -> new HashSet<>());
      if (pod.gone() || pod.ended()) {
        names.remove(pod.name());
      } else if (names.add(pod.name()) && names.size() > pods) {
        broken.add(pod.namespace() + ": more sandboxes than its quota allows: " + names.size());
      }
    }
  }
}
