package dev.codesession.runtime;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How metrics are served, read once from the environment.
 *
 * @param certificate folder with {@code tls.crt} and {@code tls.key}; CODESESSION_METRICS_TLS,
 *     default none: metrics are plain, on the port of the health probes
 * @param port with a certificate; CODESESSION_METRICS_PORT, default 8443
 * @param authenticated whether a bearer token is asked for and held against the cluster's own
 *     rules; CODESESSION_METRICS_AUTH, {@code None} (default) or {@code TokenReview}
 */
public record MetricsSettings(@Nullable Path certificate, int port, boolean authenticated) {
  private static final String TLS = "CODESESSION_METRICS_TLS";
  private static final String PORT = "CODESESSION_METRICS_PORT";
  private static final String AUTH = "CODESESSION_METRICS_AUTH";

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException naming variable, value and what is allowed
   */
  public static MetricsSettings from(Map<String, String> environment) {
    var folder = environment.getOrDefault(TLS, "").strip();
    boolean authenticated =
        switch (environment.getOrDefault(AUTH, "None").strip()) {
          case "None", "" -> false;
          case "TokenReview" -> true;
          case String other ->
              throw new IllegalArgumentException(
                  AUTH + "=" + other + ": must be None or TokenReview");
        };
    if (authenticated && folder.isEmpty()) {
      throw new IllegalArgumentException(
          AUTH + "=TokenReview: needs " + TLS + ", tokens do not travel in the clear");
    }
    return new MetricsSettings(
        folder.isEmpty() ? null : Path.of(folder),
        port(environment.getOrDefault(PORT, "8443").strip()),
        authenticated);
  }

  private static int port(String text) {
    if (text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65_535) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        PORT + "=" + text + ": must be a whole number from 1 to 65535");
  }
}
