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

/** What to run and under which limits. Immutable once created, except {@code cancel}. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = Rules.TOTAL + " <= 1048576",
    message =
        "code, files, stdin, args and env together are larger than 1048576 characters (1 MiB)",
    messageExpression =
        "'code, files, stdin, args and env together are %d characters, at most 1048576 (1 MiB) are allowed'.format(["
            + Rules.TOTAL
            + "])")
@ValidationRule(
    value = "!has(oldSelf.cancel) || !oldSelf.cancel || (has(self.cancel) && self.cancel)",
    message = "cancel cannot be taken back: it is true and must stay true",
    fieldPath = ".cancel")
public record CodeSessionSpec(
    @JsonPropertyDescription(
            "Name of the SessionClass, a DNS name of at most 253 characters. Default (also when empty): the class annotated codesession.dev/is-default-class=true; a session is Rejected if there is none, or more than one.")
        @Size(max = 253)
        @Pattern("^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$")
        @Nullable String className,
    @JsonPropertyDescription(
            "Key in the languages of the class, for example python, bash or javascript. At most 31 characters: lower-case letters, digits, hyphens. No default.")
        @Required
        @Size(min = 1, max = 31)
        @Pattern("^[a-z][a-z0-9-]{0,30}$")
        String language,
    @JsonPropertyDescription(
            "Source text of the program, UTF-8. Code, files, stdin, args and env together may take up 1 MiB (1048576 bytes) as stored in this object, where base64 counts as it is written. No default.")
        @Required
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 1048576)
        String code,
    @JsonPropertyDescription(
            "Input files, written into the working directory before the code starts. At most 64, each path once. Default: none.")
        @Size(max = 64)
        @ValidationRule(
            value = "self.all(f, !self.exists(g, g.path.startsWith(f.path + '/')))",
            message = "a path is both a file and a folder of another file",
            messageExpression =
                "'path %s is both a file and a folder of another file'.format([self.filter(f, self.exists(g, g.path.startsWith(f.path + '/')))[0].path])")
        List<InputFile> files,
    @JsonPropertyDescription(
            "Arguments of the program, after the command of the language. At most 64 of at most 4096 characters each, no NUL character. Default: none.")
        @Size(max = 64)
        @ValidationRule(
            value = "self.all(a, !a.contains('\\u0000'))",
            message = "an argument contains a NUL character")
        List<String> args,
    @JsonPropertyDescription(
            "Standard input of the program, at most 262144 characters; then end of file. Default: empty.")
        @Size(max = 262144)
        @Nullable String stdin,
    @JsonPropertyDescription(
            "Environment variables of the program, in addition to PATH, HOME, LANG and TMPDIR of the sandbox. At most 64, each name once. Default: none.")
        @Size(max = 64)
        List<EnvVar> env,
    @JsonPropertyDescription(
            "Limits of this session. Each is at most the ceiling of the class (limits.max), else the session is Rejected; nothing is clamped. Default of each: limits.defaults of the class.")
        @Nullable Limits limits,
    @JsonPropertyDescription("Files to bring back when the code has ended. Default: none.")
        @Nullable ArtifactSelection artifacts,
    @JsonPropertyDescription(
            "Where the VM may run; may only narrow what the class allows. Default: everywhere the class allows.")
        @Nullable ResidencySelection residency,
    @JsonPropertyDescription(
            "How long the session may wait for quota before it ends as QueueTimeout. Duration such as 30s or 5m, more than 0s and at most 24h. Default: 5m.")
        @Size(min = 2, max = 16)
        @Pattern(Rules.DURATION)
        @ValidationRule(
            value = Rules.UP_TO_A_DAY,
            message = Rules.UP_TO_A_DAY_TEXT,
            messageExpression = Rules.UP_TO_A_DAY_MESSAGE)
        @Default("5m")
        @Nullable String queueTimeout,
    @JsonPropertyDescription(
            "How long the finished session is kept before it is deleted together with its result. Duration such as 10m or 24h, more than 0s and at most retention.maxTtl of the class (never more than 720h). Default: retention.defaultTtl of the class.")
        @Size(min = 2, max = 16)
        @Pattern(Rules.DURATION)
        @ValidationRule(
            value = Rules.UP_TO_A_MONTH,
            message = Rules.UP_TO_A_MONTH_TEXT,
            messageExpression = Rules.UP_TO_A_MONTH_MESSAGE)
        @Nullable String ttlAfterFinished,
    @JsonPropertyDescription(
            "Set to true to end the session at once; what it has written so far is kept. The only field that can change, from false or absent to true and never back, and only while the session is not Finished. Default: false.")
        @Nullable Boolean cancel) {
  public CodeSessionSpec {
    files = files == null ? List.of() : List.copyOf(files);
    args = args == null ? List.of() : List.copyOf(args);
    env = env == null ? List.of() : List.copyOf(env);
  }
}
