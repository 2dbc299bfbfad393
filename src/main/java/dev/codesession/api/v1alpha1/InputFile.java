package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An input file: exactly one of text and base64. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.text) != has(self.base64)",
    message = "give exactly one of text and base64",
    messageExpression =
        "'file ' + self.path + ' has ' + (has(self.text) ? 'both text and base64' : 'neither text nor base64') + ', give exactly one'")
public record InputFile(
    @JsonPropertyDescription(
            "Path relative to the working directory, segments separated by one slash, 1 to 255 characters. No leading or trailing slash, no empty, . or .. segment, no backslash, no control character. No default.")
        @Required
        @Size(min = 1, max = 255)
        @ValidationRule(
            value =
                "self.matches('^[^/\\\\\\\\\\\\p{Cc}]+(/[^/\\\\\\\\\\\\p{Cc}]+)*$') && !self.split('/').exists(s, s == '.' || s == '..')",
            message =
                "path must be relative with one slash between segments: no empty, . or .. segment, no backslash, no control character",
            messageExpression =
                "'path ' + self + ' must be relative with one slash between segments: no empty, . or .. segment, no backslash, no control character'")
        String path,
    @JsonPropertyDescription(
            "Content as UTF-8 text, at most 1048576 characters. Exactly one of text and base64 must be given; an empty text is an empty file.")
        @Size(max = 1048576)
        @Nullable String text,
    @JsonPropertyDescription(
            "Content as standard base64 with padding and without line breaks (RFC 4648 section 4), at most 1048576 characters, a multiple of 4. Exactly one of text and base64 must be given.")
        @Size(max = 1048576)
        @Pattern("^[A-Za-z0-9+/]*={0,2}$")
        @ValidationRule(
            value = "size(self) % 4 == 0",
            message = "the length of base64 must be a multiple of 4, with padding",
            messageExpression =
                "'base64 has %d characters, must be a multiple of 4, with padding'.format([size(self)])")
        @Nullable String base64) {}
