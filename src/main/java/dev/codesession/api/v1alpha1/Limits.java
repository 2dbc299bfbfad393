package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** Hard limits. In a CodeSession every field is optional; in a SessionClass every field is required. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Limits(
    @JsonPropertyDescription("Wall clock from the start of the code. Duration such as 30s or 5m.")
    @Pattern("^([0-9]+(ms|s|m|h))+$")
    @Nullable String wallTime,
    @JsonPropertyDescription("CPU time of all processes of the code together. Duration such as 30s.")
    @Pattern("^([0-9]+(ms|s|m|h))+$")
    @Nullable String cpuTime,
    @JsonPropertyDescription("CPU cores of the VM, for example 500m or 2.")
    @Nullable Quantity cpu,
    @JsonPropertyDescription("Memory of the VM, for example 512Mi.")
    @Nullable Quantity memory,
    @JsonPropertyDescription("Bytes in the working directory, /tmp and /dev/shm together, for example 64Mi. They lie in memory by default.")
    @Nullable Quantity disk,
    @JsonPropertyDescription("Processes and threads alive at once.")
    @Min(1)
    @Max(32768)
    @Nullable Integer processes,
    @JsonPropertyDescription("Bytes the code may write to each of stdout and stderr before it is ended as OutputExceeded, for example 1Mi. The status keeps head and tail.")
    @Nullable Quantity output)
{
}
