package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the code used. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UsageStatus(
    @JsonPropertyDescription("Wall time in milliseconds.") @Nullable Long wallMillis,
    @JsonPropertyDescription("CPU time of all its processes in milliseconds.")
        @Nullable Long cpuMillis,
    @JsonPropertyDescription("Highest resident memory of all its processes together, in bytes.")
        @Nullable Long peakMemoryBytes,
    @JsonPropertyDescription(
            "Bytes in scratch (working directory, /tmp, /dev/shm) when the code ended.")
        @Nullable Long diskBytes,
    @JsonPropertyDescription("Most processes and threads alive at once.")
        @Nullable Integer processes) {

  /** Derived and only written, for people and for the printer column; never read back. */
  @JsonProperty(value = "wallTime", access = JsonProperty.Access.READ_ONLY)
  @JsonPropertyDescription("wallMillis for people: 340ms, 1.234s or 2m5s.")
  public @Nullable String wallTime() {
    if (wallMillis == null) {
      return null;
    }
    if (wallMillis < 1000) {
      return wallMillis + "ms";
    }
    long seconds = wallMillis / 1000;
    return seconds < 60
        ? String.format(Locale.ROOT, "%d.%03ds", seconds, wallMillis % 1000)
        : seconds / 60 + "m" + seconds % 60 + "s";
  }
}
