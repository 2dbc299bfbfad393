package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Where the VM may run. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ResidencySelection(
    @JsonPropertyDescription(
            "Regions, each one allowed by the class, else the session is Rejected. At most 16 of at most 63 characters. Default: all that the class allows.")
        @Size(max = 16)
        List<String> regions) {
  public ResidencySelection {
    regions = regions == null ? List.of() : List.copyOf(regions);
  }
}
