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
    @JsonPropertyDescription(
            "Name of the condition: Accepted, Isolated, Finished or Destroyed on a session, Ready on a class.")
        @Required
        String type,
    @JsonPropertyDescription("True, False or Unknown.") @Required String status,
    @JsonPropertyDescription("Why, as one CamelCase word for programs.") @Required String reason,
    @JsonPropertyDescription("Why, as a sentence for humans.") @Nullable String message,
    @JsonPropertyDescription("When status last changed (RFC 3339).")
        @Nullable String lastTransitionTime,
    @JsonPropertyDescription("The metadata.generation it speaks of.")
        @Nullable Long observedGeneration) {}
