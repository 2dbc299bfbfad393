package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A key of a Secret in the namespace of the session. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SecretReference(
    @JsonPropertyDescription("Name of the Secret; it is owned by the session and goes with it.")
        @Required
        String name,
    @JsonPropertyDescription("Key in its data.") @Required String key) {}
