package dev.codesession.classes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision about a class may depend on besides the instant.
 *
 * @param runtimeClassExists the RuntimeClass it names is there
 * @param candidates nodes that are ready, schedulable, of that RuntimeClass and in a region of the
 *     class; sorted by name
 * @param canaries of this class
 * @param freeSlots how many canaries may be started now
 * @param operatorVersion of this process
 * @param alertsFailing why alerts have not arrived for a while; null while they do
 */
public record ClassObservation(
    ClassFacts facts,
    boolean runtimeClassExists,
    List<Candidate> candidates,
    List<CanaryFacts> canaries,
    int freeSlots,
    String operatorVersion,
    @Nullable String alertsFailing) {
  public ClassObservation {
    candidates = List.copyOf(candidates);
    canaries = List.copyOf(canaries);
  }
}
