package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The proof and its judgement. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IsolationStatus(
    @JsonPropertyDescription("Whether everything the class requires was found.")
        @Nullable Boolean proven,
    @JsonPropertyDescription("Every check with its finding.") List<CheckStatus> checks) {
  public IsolationStatus {
    checks = checks == null ? List.of() : List.copyOf(checks);
  }
}
