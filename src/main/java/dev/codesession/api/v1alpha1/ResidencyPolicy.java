package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where sessions may run. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ResidencyPolicy(
    @JsonPropertyDescription("Allowed values of the node label. Empty: anywhere.")
    @Size(max = 64)
    List<String> regions,
    @JsonPropertyDescription("Node label used as evidence. Default node-restriction.kubernetes.io/codesession-region.")
    @Size(max = 317)
    @Nullable String nodeLabel)
{
  public ResidencyPolicy {
    regions = regions == null ? List.of() : List.copyOf(regions);
  }
}
