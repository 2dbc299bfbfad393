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
    @JsonPropertyDescription("Name of the rule, see docs/rules.md.") @Required String rule,
    @JsonPropertyDescription("MITRE ATT&CK technique id, for example T1003.008.")
        @Nullable String technique,
    @JsonPropertyDescription(
            "Weight of the rule in Falco's words: Emergency, Alert, Critical, Error, Warning, Notice, Informational or Debug.")
        @Nullable String priority,
    @JsonPropertyDescription(
            "What was attempted: the call and its arguments, at most 256 characters, control characters written out. Chosen by the code, so treat it as hostile text.")
        @Nullable String attempted,
    @JsonPropertyDescription(
            "When it was first seen (RFC 3339), computed from the start of the code on the operator's clock; absent if the operator did not see the start.")
        @Nullable String time,
    @JsonPropertyDescription(
            "The same in milliseconds from the start of the code, as the guest measured it.")
        @Nullable Long sinceStartMillis,
    @JsonPropertyDescription("How often it was attempted.") @Nullable Long count,
    @JsonPropertyDescription(
            "Terminated: the session was ended. Refused: the attempt was answered with an error. Recorded: it was only noted.")
        @Nullable String action) {}
