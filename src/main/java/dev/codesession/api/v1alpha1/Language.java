package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A language: an image and how to run a file in it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Language(
    @JsonPropertyDescription(
            "Name that sessions use, at most 31 characters: lower-case letters, digits, hyphens. No default.")
        @Required
        @Size(min = 1, max = 31)
        @Pattern("^[a-z][a-z0-9-]{0,30}$")
        String name,
    @JsonPropertyDescription(
            "Image with the warden as entry point, by digest (name@sha256:...) unless allowTags is true. 1 to 512 characters, no white space. No default.")
        @Required
        @Size(min = 1, max = 512)
        @Pattern("^[^\\s]+$")
        String image,
    @JsonPropertyDescription(
            "Name of the code file in the working directory, for example main.py. 1 to 64 letters, digits, dots, underscores, hyphens. No default.")
        @Required
        @Size(min = 1, max = 64)
        @Pattern("^[A-Za-z0-9._-]{1,64}$")
        @ValidationRule(
            value = "self != '.' && self != '..'",
            message = "fileName must name a file, not a folder",
            messageExpression = "'fileName ' + self + ' must name a file, not a folder'")
        String fileName,
    @JsonPropertyDescription(
            "Program and arguments, 1 to 16 non-empty strings of at most 4096 characters; the code file is named in it, for example [python3, main.py]. The args of the session follow. No default.")
        @Required
        @Size(min = 1, max = 16)
        List<String> command,
    @JsonPropertyDescription(
            "When the node pulls the image: IfNotPresent, Always or Never. Default: IfNotPresent.")
        @Size(max = 16)
        @Default("IfNotPresent")
        @Nullable String imagePullPolicy) {
  public Language {
    command = command == null ? List.of() : List.copyOf(command);
  }
}
