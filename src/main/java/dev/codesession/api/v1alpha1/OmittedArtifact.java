package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A file that matched but did not come back. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OmittedArtifact(
    @JsonPropertyDescription("Path relative to the working directory.") @Required String path,
    @JsonPropertyDescription("TooLarge, TooMany, NotRegular, BudgetSpent, Unreadable or Lost.")
        @Required
        String reason) {}
