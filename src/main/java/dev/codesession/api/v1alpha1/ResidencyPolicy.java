package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where sessions may run. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ResidencyPolicy(
    @JsonPropertyDescription(
            "Allowed values of the node label, at most 64 of at most 63 characters, each once. Default: none, which means anywhere.")
        @Size(max = 64)
        List<String> regions,
    @JsonPropertyDescription(
            "Node label used as evidence of the region, at most 317 characters. The kubelet cannot set labels under node-restriction.kubernetes.io/ itself. Default: node-restriction.kubernetes.io/codesession-region.")
        @Size(min = 1, max = 317)
        @Pattern("^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$")
        @Nullable String nodeLabel) {
  public ResidencyPolicy {
    regions = regions == null ? List.of() : List.copyOf(regions);
  }
}
