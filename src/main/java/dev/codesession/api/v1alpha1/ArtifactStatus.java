package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A file brought back. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ArtifactStatus(
    @JsonPropertyDescription("Path relative to the working directory.") @Required String path,
    @JsonPropertyDescription("Size in bytes.") @Nullable Long bytes,
    @JsonPropertyDescription("SHA-256 of the content, 64 lower-case hex digits.")
        @Nullable String sha256,
    @JsonPropertyDescription(
            "Media type as sniffed in the guest, for example image/png; a hint, never to be trusted.")
        @Nullable String mediaType,
    @JsonPropertyDescription("Content as base64, if it fits the inline budget.")
        @Nullable String data,
    @JsonPropertyDescription("Where the content lies if it is not inline.")
        @Nullable SecretReference secretRef) {}
