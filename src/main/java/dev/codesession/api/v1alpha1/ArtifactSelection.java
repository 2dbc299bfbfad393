package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Which files come back. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ArtifactSelection(
    @JsonPropertyDescription(
            "Globs relative to the working directory: * and ? within a segment, [a-z] for a character, ** for any depth. At most 32 of at most 255 characters each; no leading or trailing slash, no empty, . or .. segment, no backslash, brackets in pairs. Default: none.")
        @Size(max = 32)
        @ValidationRule(
            value = "self.all(p, " + Rules.SANE_GLOB + ")",
            message =
                "a glob must be relative with one slash between segments and brackets in pairs: no empty, . or .. segment, no backslash, no control character",
            messageExpression =
                "'glob ' + self.filter(p, !("
                    + Rules.SANE_GLOB
                    + "))[0] + ' must be relative with one slash between segments and brackets in pairs: no empty, . or .. segment, no backslash, no control character'")
        List<String> paths) {
  public ArtifactSelection {
    paths = paths == null ? List.of() : List.copyOf(paths);
  }
}
