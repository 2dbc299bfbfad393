package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One check of the proof. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CheckStatus(
    @JsonPropertyDescription("What was checked, for example NoInterface or Dedicated.") @Required
        String name,
    @JsonPropertyDescription("Whether it holds.") @Nullable Boolean passed,
    @JsonPropertyDescription("Whether the class demands it.") @Nullable Boolean required,
    @JsonPropertyDescription("What was found in the guest.") @Nullable String finding) {}
