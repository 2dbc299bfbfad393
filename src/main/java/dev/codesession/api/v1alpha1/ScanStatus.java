package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the content scan found in code, input files and artifacts. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ScanStatus(
    @JsonPropertyDescription(
            "Clean, Suspicious (something matched, below the threshold), Malicious (at or above it) or Incomplete (a bound of the scanner was reached).")
        @Nullable String verdict,
    @JsonPropertyDescription("Sum of the scores of the rules that matched, at most 1000.")
        @Nullable Long score,
    @JsonPropertyDescription("The rules that matched, at most 16, highest score first.")
        List<ScanMatchStatus> matches) {
  public ScanStatus {
    matches = matches == null ? List.of() : List.copyOf(matches);
  }
}
