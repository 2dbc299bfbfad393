package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where it ran. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SandboxStatus(
    @JsonPropertyDescription("Name of the pod.") @Nullable String podName,
    @JsonPropertyDescription("UID of the pod.") @Nullable String podUid,
    @JsonPropertyDescription("Node it ran on.") @Nullable String node,
    @JsonPropertyDescription(
            "Region label of that node when the proof was judged; it has to stay so where regions are demanded.")
        @Nullable String region,
    @JsonPropertyDescription("Regions that were demanded by class and session; empty for anywhere.")
        List<String> regions,
    @JsonPropertyDescription("Region label of that node when the end was recorded.")
        @Nullable String regionAtEnd,
    @JsonPropertyDescription("Image as in the class.") @Nullable String image,
    @JsonPropertyDescription("Image id that the node reported.") @Nullable String imageDigest,
    @JsonPropertyDescription("RuntimeClass of the pod.") @Nullable String runtimeClassName,
    @JsonPropertyDescription("The limits in force, all of them, in the units of spec.limits.")
        @Nullable Limits limits,
    @JsonPropertyDescription(
            "SHA-256 of the class in force, as it was written on the pod (annotation codesession.dev/class).")
        @Nullable String policy) {
  public SandboxStatus {
    regions = regions == null ? List.of() : List.copyOf(regions);
  }
}
