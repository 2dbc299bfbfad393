package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Defaults and ceilings. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ClassLimits(
    @JsonPropertyDescription("Used where a session says nothing. Every field required.")
    @Required
    Limits defaults,
    @JsonPropertyDescription("The most a session may ask for. Every field required.")
    @Required
    Limits max)
{
}
