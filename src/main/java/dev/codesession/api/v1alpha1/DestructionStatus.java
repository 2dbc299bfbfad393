package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The end of the VM. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DestructionStatus(
    @JsonPropertyDescription("When deletion was asked for (RFC 3339).") @Nullable String requested,
    @JsonPropertyDescription("When it was confirmed (RFC 3339).") @Nullable String confirmed,
    @JsonPropertyDescription(
            "NeverCreated, or PodObjectGone: the kubelet removed the pod after its containers and volumes were gone, confirmed by a live read.")
        @Nullable String how) {}
