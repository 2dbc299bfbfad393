package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened. Written by the operator only. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CodeSessionStatus(
    @JsonPropertyDescription(
            "Where the session stands: Queued, Starting, Running or Finished (terminal).")
        @Nullable Phase phase,
    @JsonPropertyDescription("The generation of the spec this status speaks of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Conditions Accepted, Isolated, Finished and Destroyed; kubectl wait --for=condition=Finished is the way to wait.")
        List<Condition> conditions,
    @JsonPropertyDescription(
            "Number of the pod made for this session: 1, or more if an earlier one failed before the code could have been sent.")
        @Nullable Integer attempt,
    @JsonPropertyDescription("How the session ended. Present once it is Finished.")
        @Nullable OutcomeStatus outcome,
    @JsonPropertyDescription(
            "Standard output: exact numbers of all of it, the beginning and the end of its text.")
        @Nullable StreamStatus stdout,
    @JsonPropertyDescription("Standard error, kept apart from standard output.")
        @Nullable StreamStatus stderr,
    @JsonPropertyDescription("Files brought back, as asked for in spec.artifacts.")
        List<ArtifactStatus> artifacts,
    @JsonPropertyDescription("Files that matched but did not come back, and why.")
        List<OmittedArtifact> artifactsOmitted,
    @JsonPropertyDescription("What the code used, as measured in the guest.")
        @Nullable UsageStatus usage,
    @JsonPropertyDescription(
            "One instant per step (RFC 3339, milliseconds, UTC, clock of the operator).")
        @Nullable TimelineStatus timeline,
    @JsonPropertyDescription(
            "The proof: what was checked in the guest before the code was handed over, and what was found.")
        @Nullable IsolationStatus isolation,
    @JsonPropertyDescription(
            "Attempts that broke a rule, in the order they were first seen, at most 32 different ones.")
        List<ViolationStatus> violations,
    @JsonPropertyDescription(
            "What the content scan found; absent where the guest was too short-lived to say.")
        @Nullable ScanStatus scan,
    @JsonPropertyDescription("Where it ran: pod, node, region, image, and the limits in force.")
        @Nullable SandboxStatus sandbox,
    @JsonPropertyDescription("When and how the end of the VM was confirmed.")
        @Nullable DestructionStatus destruction) {
  public CodeSessionStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
    artifactsOmitted = artifactsOmitted == null ? List.of() : List.copyOf(artifactsOmitted);
    violations = violations == null ? List.of() : List.copyOf(violations);
  }
}
