package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to run and under which limits. Immutable once created, except {@code cancel}. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CodeSessionSpec(
    @JsonPropertyDescription("Name of the SessionClass. Empty means the class annotated codesession.dev/is-default-class=true.")
    @Size(max = 253)
    @Nullable String className,
    @JsonPropertyDescription("Key in the languages of the class, for example python, bash or javascript.")
    @Required
    @Pattern("^[a-z][a-z0-9-]{0,30}$")
    String language,
    @JsonPropertyDescription("Source text. Code and files together may take up 1 MiB (1048576 bytes) as stored in this object.")
    @Required
    @Size(max = 1048576)
    String code,
    @JsonPropertyDescription("Input files, written into the working directory before the code starts. At most 64.")
    @Size(max = 64)
    List<InputFile> files,
    @JsonPropertyDescription("Arguments of the program. At most 64 of at most 4096 characters.")
    @Size(max = 64)
    List<String> args,
    @JsonPropertyDescription("Standard input of the program. At most 262144 characters. Default: empty.")
    @Size(max = 262144)
    @Nullable String stdin,
    @JsonPropertyDescription("Environment variables of the program. At most 64.")
    @Size(max = 64)
    List<EnvVar> env,
    @JsonPropertyDescription("Limits of this session; each at most the ceiling of the class, default from the class.")
    @Nullable Limits limits,
    @JsonPropertyDescription("Files to bring back.")
    @Nullable ArtifactSelection artifacts,
    @JsonPropertyDescription("Where the VM may run; may only narrow what the class allows.")
    @Nullable ResidencySelection residency,
    @JsonPropertyDescription("How long the session may wait for quota before it ends as QueueTimeout. Duration such as 30s or 5m. Default 5m.")
    @Pattern("^([0-9]+(ms|s|m|h))+$")
    @Nullable String queueTimeout,
    @JsonPropertyDescription("How long the finished session is kept before it is deleted with its result. Duration such as 10m or 24h. Default and ceiling from the class.")
    @Pattern("^([0-9]+(ms|s|m|h))+$")
    @Nullable String ttlAfterFinished,
    @JsonPropertyDescription("Set to true to end the session. The only field that can change; it cannot be set back.")
    @Nullable Boolean cancel)
{
  public CodeSessionSpec {
    files = files == null ? List.of() : List.copyOf(files);
    args = args == null ? List.of() : List.copyOf(args);
    env = env == null ? List.of() : List.copyOf(env);
  }
}
