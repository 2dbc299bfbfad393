package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Hard limits. In a CodeSession every field is optional; in a SessionClass every field is required.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Limits(
    @JsonPropertyDescription(
            "Wall clock from the start of the code; beyond it the session ends as WallTimeExceeded. Duration such as 30s or 5m, more than 0s and at most 24h.")
        @Size(min = 2, max = 16)
        @Pattern(Rules.DURATION)
        @ValidationRule(
            value = Rules.UP_TO_A_DAY,
            message = Rules.UP_TO_A_DAY_TEXT,
            messageExpression = Rules.UP_TO_A_DAY_MESSAGE)
        @Nullable String wallTime,
    @JsonPropertyDescription(
            "CPU time of all processes of the code together; beyond it the session ends as CpuTimeExceeded. Duration such as 30s, more than 0s and at most 24h.")
        @Size(min = 2, max = 16)
        @Pattern(Rules.DURATION)
        @ValidationRule(
            value = Rules.UP_TO_A_DAY,
            message = Rules.UP_TO_A_DAY_TEXT,
            messageExpression = Rules.UP_TO_A_DAY_MESSAGE)
        @Nullable String cpuTime,
    @JsonPropertyDescription("CPU cores of the VM: a quantity such as 500m or 2, more than 0.")
        @ValidationRule(
            value = Rules.CORES,
            message = Rules.CORES_TEXT,
            messageExpression = Rules.CORES_MESSAGE)
        @Nullable Quantity cpu,
    @JsonPropertyDescription(
            "Memory of the VM in bytes: a quantity such as 512Mi, more than 0. Beyond it the session ends as MemoryExceeded.")
        @ValidationRule(
            value = Rules.BYTES,
            message = Rules.BYTES_TEXT,
            messageExpression = Rules.BYTES_MESSAGE)
        @Nullable Quantity memory,
    @JsonPropertyDescription(
            "Bytes in the working directory, /tmp and /dev/shm together: a quantity such as 64Mi, more than 0. They lie in memory by default. Beyond it the session ends as DiskExceeded.")
        @ValidationRule(
            value = Rules.BYTES,
            message = Rules.BYTES_TEXT,
            messageExpression = Rules.BYTES_MESSAGE)
        @Nullable Quantity disk,
    @JsonPropertyDescription(
            "Processes and threads alive at once, 1 to 32768. Beyond it the session ends as ProcessLimitExceeded.")
        @Min(1)
        @Max(32768)
        @Nullable Integer processes,
    @JsonPropertyDescription(
            "Bytes the code may write to each of stdout and stderr: a quantity such as 1Mi, more than 0. Beyond it the session ends as OutputExceeded. The status keeps head and tail.")
        @ValidationRule(
            value = Rules.BYTES,
            message = Rules.BYTES_TEXT,
            messageExpression = Rules.BYTES_MESSAGE)
        @Nullable Quantity output) {}
