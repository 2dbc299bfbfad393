package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How long finished sessions are kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.defaultTtl) || !has(self.maxTtl) || !self.defaultTtl.matches('"
            + Rules.DURATION
            + "') || !self.maxTtl.matches('"
            + Rules.DURATION
            + "') || duration(self.defaultTtl) <= duration(self.maxTtl)",
    message = "defaultTtl is above maxTtl",
    messageExpression = "'defaultTtl ' + self.defaultTtl + ' is above maxTtl ' + self.maxTtl",
    fieldPath = ".defaultTtl")
public record RetentionPolicy(
    @JsonPropertyDescription(
            "Used where a session says nothing. Duration such as 1h, more than 0s and at most 720h, and at most maxTtl. Default: 1h, or maxTtl if that is shorter.")
        @Size(min = 2, max = 16)
        @Pattern(Rules.DURATION)
        @ValidationRule(
            value = Rules.UP_TO_A_MONTH,
            message = Rules.UP_TO_A_MONTH_TEXT,
            messageExpression = Rules.UP_TO_A_MONTH_MESSAGE)
        @Nullable String defaultTtl,
    @JsonPropertyDescription(
            "The most a session may ask for. Duration such as 24h, more than 0s and at most 720h. Default: 24h, or defaultTtl if that is longer.")
        @Size(min = 2, max = 16)
        @Pattern(Rules.DURATION)
        @ValidationRule(
            value = Rules.UP_TO_A_MONTH,
            message = Rules.UP_TO_A_MONTH_TEXT,
            messageExpression = Rules.UP_TO_A_MONTH_MESSAGE)
        @Nullable String maxTtl,
    @JsonPropertyDescription(
            "How long text of the result (stdout, stderr, messages, what was attempted) is kept, where the session is kept longer; numbers and digests stay. Duration such as 10m, more than 0s and at most 720h. Default: as long as the session.")
        @Size(min = 2, max = 16)
        @Pattern(Rules.DURATION)
        @ValidationRule(
            value = Rules.UP_TO_A_MONTH,
            message = Rules.UP_TO_A_MONTH_TEXT,
            messageExpression = Rules.UP_TO_A_MONTH_MESSAGE)
        @Nullable String resultTtl,
    @JsonPropertyDescription(
            "How long the content of artifacts is kept, where the session is kept longer; paths, sizes and digests stay. Duration such as 10m, more than 0s and at most 720h. Default: as long as the session.")
        @Size(min = 2, max = 16)
        @Pattern(Rules.DURATION)
        @ValidationRule(
            value = Rules.UP_TO_A_MONTH,
            message = Rules.UP_TO_A_MONTH_TEXT,
            messageExpression = Rules.UP_TO_A_MONTH_MESSAGE)
        @Nullable String artifactsTtl) {}
