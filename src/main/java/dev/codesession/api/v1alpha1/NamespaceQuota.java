package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** What the sessions of one namespace may hold at once. Enforced by a ResourceQuota; with several classes the largest numbers count. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NamespaceQuota(
    @JsonPropertyDescription("Sandboxes at once. Default 50.")
    @Min(1)
    @Nullable Integer sessions,
    @JsonPropertyDescription("Sum of CPU limits. Default 64.")
    @Nullable Quantity cpu,
    @JsonPropertyDescription("Sum of memory limits. Default 128Gi.")
    @Nullable Quantity memory)
{
}
