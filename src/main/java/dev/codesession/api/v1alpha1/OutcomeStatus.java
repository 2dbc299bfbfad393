package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** How a session ended. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OutcomeStatus(
    @JsonPropertyDescription(
            "How it ended, one word from a closed list. Completed is the only success.")
        @Required
        @Nullable OutcomeReason reason,
    @JsonPropertyDescription(
            "Whose doing it was: Code, User, Policy or Platform. Empty for Completed.")
        @Nullable Blame blame,
    @JsonPropertyDescription("A sentence for humans with the values and limits that mattered.")
        @Nullable String message,
    @JsonPropertyDescription("Exit code of the program if it exited by itself.")
        @Nullable Integer exitCode,
    @JsonPropertyDescription("Name of the signal that ended the program, for example SIGSEGV.")
        @Nullable String signal,
    @JsonPropertyDescription("Whether the code had started. Absent if that is not known.")
        @Nullable Boolean codeStarted,
    @JsonPropertyDescription(
            "Whether the same session can be created again without running code twice.")
        @Nullable Boolean retrySafe) {}
