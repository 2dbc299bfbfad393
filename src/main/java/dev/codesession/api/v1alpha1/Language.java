package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A language: an image and how to run a file in it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Language(
    @JsonPropertyDescription("Name that sessions use.")
    @Required
    @Pattern("^[a-z][a-z0-9-]{0,30}$")
    String name,
    @JsonPropertyDescription("Image with the warden as entry point, by digest.")
    @Required
    @Size(min = 1, max = 512)
    String image,
    @JsonPropertyDescription("Name of the code file in the working directory, for example main.py.")
    @Required
    @Pattern("^[A-Za-z0-9._-]{1,64}$")
    String fileName,
    @JsonPropertyDescription("Program and arguments; the code file is named in it, for example [python3, main.py]. The args of the session follow.")
    @Required
    @Size(min = 1, max = 16)
    List<String> command,
    @JsonPropertyDescription("IfNotPresent (default), Always or Never.")
    @Nullable String imagePullPolicy)
{
  public Language {
    command = command == null ? List.of() : List.copyOf(command);
  }
}
