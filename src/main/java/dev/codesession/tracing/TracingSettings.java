package dev.codesession.tracing;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where traces go, read once from the environment.
 *
 * @param endpoint OTEL_EXPORTER_OTLP_ENDPOINT, a collector's OTLP over HTTP, for example {@code
 *     http://collector:4318}; null (default): there are no traces
 */
public record TracingSettings(@Nullable URI endpoint) {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException naming variable, value and what is allowed
   */
  public static TracingSettings from(Map<String, String> environment) {
    var text = environment.getOrDefault(ENDPOINT, "").strip();
    if (text.isEmpty()) {
      return new TracingSettings(null);
    }
    if (!text.matches("https?://[^@/?# ]+(/[^@?# ]*)?")) {
      throw new IllegalArgumentException(
          ENDPOINT
              + "="
              + text
              + ": must be an http or https URL without user, query and fragment");
    }
    return new TracingSettings(URI.create(text));
  }
}
