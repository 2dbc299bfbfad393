package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What the content scan of code, input files and artifacts leads to. It runs in the guest. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ScanPolicy(
    @JsonPropertyDescription(
            "Record: the findings are in status.scan. Block: code whose score reaches the threshold, or that cannot be scanned within the scanner's bounds, is not started and ends as PolicyViolation. Default: Record.")
        @Default("Record")
        @Nullable ScanMode mode,
    @JsonPropertyDescription(
            "Score from which content counts as malicious, 1 to 1000; docs/scan-rules.md lists the scores. Default: 100.")
        @Min(1)
        @Max(1000)
        @Nullable Integer threshold) {}
