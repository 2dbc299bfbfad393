package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** An input file: exactly one of text and base64. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InputFile(
    @JsonPropertyDescription("Path relative to the working directory: no leading slash, no .., no backslash, at most 255 characters.")
    @Required
    @Size(min = 1, max = 255)
    String path,
    @JsonPropertyDescription("Content as UTF-8 text.")
    @Size(max = 1048576)
    @Nullable String text,
    @JsonPropertyDescription("Content as standard base64 with padding (RFC 4648 section 4).")
    @Size(max = 1048576)
    @Nullable String base64)
{
}
