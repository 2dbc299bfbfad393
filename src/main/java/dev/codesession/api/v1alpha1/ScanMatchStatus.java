package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One rule of the content scan that matched. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ScanMatchStatus(
    @JsonPropertyDescription("Name of the rule, see docs/scan-rules.md.") @Required String rule,
    @JsonPropertyDescription("MITRE ATT&CK technique id.") @Nullable String technique,
    @JsonPropertyDescription("Path of the file, relative to the working directory.")
        @Nullable String file,
    @JsonPropertyDescription(
            "How the content was decoded, outermost first, for example base64/zlib; absent for content as it stands.")
        @Nullable String layer,
    @JsonPropertyDescription("Where in that layer, in bytes.") @Nullable Long offset,
    @JsonPropertyDescription("What the rule adds to the score.") @Nullable Long score) {}
