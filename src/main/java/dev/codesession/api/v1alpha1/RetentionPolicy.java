package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import org.jspecify.annotations.Nullable;

/** How long finished sessions are kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RetentionPolicy(
    @JsonPropertyDescription("Where a session says nothing. Duration. Default 1h.")
    @Pattern("^([0-9]+(ms|s|m|h))+$")
    @Nullable String defaultTtl,
    @JsonPropertyDescription("The most a session may ask for. Duration. Default 24h.")
    @Pattern("^([0-9]+(ms|s|m|h))+$")
    @Nullable String maxTtl)
{
}
