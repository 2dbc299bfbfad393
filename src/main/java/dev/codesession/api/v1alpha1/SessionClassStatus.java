package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** State of a class. Written by the operator only. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SessionClassStatus(
    @JsonPropertyDescription("The metadata.generation this status speaks of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Condition Ready, with a reason and a message when sessions of this class cannot run.")
        List<Condition> conditions,
    @JsonPropertyDescription(
            "What the last canary on each eligible node has shown; at most 200 nodes, in the order of their names.")
        List<NodeProof> nodes) {
  public SessionClassStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    nodes = nodes == null ? List.of() : List.copyOf(nodes);
  }
}
