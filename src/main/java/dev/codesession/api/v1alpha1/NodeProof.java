package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** What a canary of a class has shown on one node. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NodeProof(
    @JsonPropertyDescription("Name of the node.") @Required String name,
    @JsonPropertyDescription(
            "Whether the class proved its isolation there. False: a guest there lacked something that the class demands. Absent: no canary has come that far yet.")
        @Nullable Boolean proven,
    @JsonPropertyDescription("Boot of the node at that time.") @Nullable String bootId,
    @JsonPropertyDescription("Kernel of the node at that time.") @Nullable String kernelVersion,
    @JsonPropertyDescription(
            "Fingerprint of the node's container runtime and its handlers at that time.")
        @Nullable String runtime,
    @JsonPropertyDescription("Generation of the class at that time.")
        @Nullable Long classGeneration,
    @JsonPropertyDescription("Version of the operator that asked.")
        @Nullable String operatorVersion,
    @JsonPropertyDescription("When the last canary ended (RFC 3339).") @Nullable String checkedAt,
    @JsonPropertyDescription("Canaries in a row that did not prove anything; absent for none.")
        @Nullable Integer failures,
    @JsonPropertyDescription("UID of the last canary, a CodeSession of the operator's namespace.")
        @Nullable String canaryUid,
    @JsonPropertyDescription("What it found, for humans.") @Nullable String message) {}
