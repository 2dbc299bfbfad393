package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of one namespace may hold at once. Enforced by a ResourceQuota; with several
 * classes the largest numbers count.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NamespaceQuota(
    @JsonPropertyDescription("Sandboxes at once, 1 to 100000. Default: 50.") @Min(1) @Max(100000)
        @Nullable Integer sessions,
    @JsonPropertyDescription(
            "Sum of the CPU limits: a quantity of cores such as 64, more than 0. Default: 64.")
        @ValidationRule(
            value = Rules.CORES,
            message = Rules.CORES_TEXT,
            messageExpression = Rules.CORES_MESSAGE)
        @Nullable Quantity cpu,
    @JsonPropertyDescription(
            "Sum of the memory limits: a quantity of bytes such as 128Gi, more than 0. Default: 128Gi.")
        @ValidationRule(
            value = Rules.BYTES,
            message = Rules.BYTES_TEXT,
            messageExpression = Rules.BYTES_MESSAGE)
        @Nullable Quantity memory) {}
