package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** One instant per step. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TimelineStatus(
    @JsonPropertyDescription("Spec and class agreed.") @Nullable String accepted,
    @JsonPropertyDescription("The pod was created (clock of the API server).")
        @Nullable String created,
    @JsonPropertyDescription("The warden was reached.") @Nullable String booted,
    @JsonPropertyDescription("The proof was judged good.") @Nullable String proven,
    @JsonPropertyDescription("The code started.") @Nullable String started,
    @JsonPropertyDescription("The code ended.") @Nullable String ended,
    @JsonPropertyDescription("The result was written here.") @Nullable String recorded,
    @JsonPropertyDescription("The end of the VM was confirmed.") @Nullable String destroyed) {}
