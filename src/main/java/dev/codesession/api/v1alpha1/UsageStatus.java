package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What the code used. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UsageStatus(
    @JsonPropertyDescription("Wall time in milliseconds.")
    @Nullable Long wallMillis,
    @JsonPropertyDescription("CPU time of all its processes in milliseconds.")
    @Nullable Long cpuMillis,
    @JsonPropertyDescription("Highest resident memory of all its processes together.")
    @Nullable Long peakMemoryBytes,
    @JsonPropertyDescription("Bytes in scratch at the end.")
    @Nullable Long diskBytes,
    @JsonPropertyDescription("Most processes and threads alive at once.")
    @Nullable Integer processes)
{
}
