package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Which files come back. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ArtifactSelection(
    @JsonPropertyDescription("Globs relative to the working directory: *, ?, [a-z] and ** for any depth. At most 32.")
    @Size(max = 32)
    List<String> paths)
{
  public ArtifactSelection {
    paths = paths == null ? List.of() : List.copyOf(paths);
  }
}
