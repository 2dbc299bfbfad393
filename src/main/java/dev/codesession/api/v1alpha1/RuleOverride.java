package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Another action for one rule. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RuleOverride(
    @JsonPropertyDescription(
            "Name of the rule as docs/rules.md lists it, 1 to 128 characters. A name that the warden does not know fails every session of the class (StartFailed): nothing is silently weaker. No default.")
        @Required
        @Size(min = 1, max = 128)
        String name,
    @JsonPropertyDescription(
            "Terminate: breaking it ends the session. Record: it is refused or allowed as the platform does, and recorded. Ignore: it is not looked at. No default.")
        @Required
        RuleAction action) {}
