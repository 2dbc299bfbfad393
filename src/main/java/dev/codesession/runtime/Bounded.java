package dev.codesession.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The values of one label: the first so many keep their names, all later ones are one. */
final class Bounded {
  static final String OTHER = "other";

  private final int most;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  Bounded(int most) {
    this.most = most;
  }

  synchronized String of(String value) {
    return known.contains(value) || (known.size() < most && known.add(value)) ? value : OTHER;
  }
}
