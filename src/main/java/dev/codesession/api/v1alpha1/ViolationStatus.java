package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** An attempt that broke a rule. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ViolationStatus(
    @JsonPropertyDescription("Name of the rule.") @Required String rule,
    @JsonPropertyDescription("MITRE ATT&CK technique id.") @Nullable String technique,
    @JsonPropertyDescription("What was attempted.") @Nullable String attempted,
    @JsonPropertyDescription("When it was seen (RFC 3339).") @Nullable String time,
    @JsonPropertyDescription("Terminated or Recorded.") @Nullable String action) {}
