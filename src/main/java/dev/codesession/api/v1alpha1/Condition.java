package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A condition in the sense of the Kubernetes API conventions. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Condition(
    @JsonPropertyDescription("Accepted, Isolated, Finished or Destroyed.")
    @Required
    String type,
    @JsonPropertyDescription("True, False or Unknown.")
    @Required
    String status,
    @JsonPropertyDescription("One CamelCase word.")
    @Required
    String reason,
    @JsonPropertyDescription("A sentence for humans.")
    @Nullable String message,
    @JsonPropertyDescription("When status last changed (RFC 3339).")
    @Nullable String lastTransitionTime,
    @JsonPropertyDescription("The generation it speaks of.")
    @Nullable Long observedGeneration)
{
}
