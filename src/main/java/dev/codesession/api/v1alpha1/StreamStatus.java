package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** An output stream: exact numbers of all of it, the beginning and the end of its text. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StreamStatus(
    @JsonPropertyDescription("The first bytes, as text; invalid UTF-8 is replaced by U+FFFD.")
        @Nullable String head,
    @JsonPropertyDescription("The last bytes, if more was written than fits the head.")
        @Nullable String tail,
    @JsonPropertyDescription(
            "Bytes written by the code, all of them, also those that are not kept here.")
        @Nullable Long bytes,
    @JsonPropertyDescription("Whether bytes between head and tail are missing here.")
        @Nullable Boolean truncated,
    @JsonPropertyDescription("SHA-256 of everything written, 64 lower-case hex digits.")
        @Nullable String sha256) {}
