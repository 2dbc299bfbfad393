package dev.codesession.classes;

import dev.codesession.api.v1alpha1.SessionClass;

/**
 * What the SessionClass itself says, and who uses it.
 *
 * @param held our finalizer is on it
 * @param used unfinished sessions name it
 * @param idle it has been unused for a while
 */
public record ClassFacts(SessionClass object, boolean held, boolean used, boolean idle) {
  String name() {
    return object.getMetadata().getName();
  }

  long generation() {
    var generation = object.getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }

  boolean deleting() {
    return object.getMetadata().getDeletionTimestamp() != null;
  }
}
