package dev.codesession.outbound;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A collector of OpenTelemetry, by OTLP over HTTP (binary). Exporters have the certificates that
 * were there when they were made, and the token that is there when they send.
 *
 * @param endpoint http or https, without {@code /v1/...}, for example {@code http://collector:4318}
 * @param credentials for https only
 */
public record Collector(URI endpoint, Credentials credentials) {
  private static final Duration ONE_TRY = Duration.ofSeconds(5);

  /** It has a warning with a stack trace for each try. Held, or the setting is forgotten. */
  private static final Logger SDK = Logger.getLogger("io.opentelemetry");

  /**
   * Reads the environment; empty if the endpoint is.
   *
   * @param endpoint the variable with the URL
   * @param secrets the variable with the folder of the credentials
   * @throws IllegalArgumentException naming variable, value and what is allowed
   */
  public static Optional<Collector> from(
      Map<String, String> environment, String endpoint, String secrets) {
    var text = environment.getOrDefault(endpoint, "").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("https?://[^@/?# ]+(/[^@?# ]*)?")) {
      throw new IllegalArgumentException(
          endpoint
              + "="
              + text
              + ": must be an http or https URL without user, query and fragment");
    }
    var folder = environment.getOrDefault(secrets, "").strip();
    if (!folder.isEmpty() && !text.startsWith("https:")) {
      throw new IllegalArgumentException(
          endpoint + "=" + text + ": must be https, since " + secrets + " is set");
    }
    return Optional.of(
        new Collector(
            URI.create(text), new Credentials(folder.isEmpty() ? null : Path.of(folder))));
  }

  /** Of traces. */
  public SpanExporter spans() throws IOException {
    SDK.setLevel(Level.OFF);
    var builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(url("/v1/traces"))
            .setConnectTimeout(ONE_TRY)
            .setTimeout(ONE_TRY)
            .setHeaders(this::headers);
    if (secured()) {
      var tls = credentials.tls();
      builder.setSslContext(tls.context(), tls.trust());
    }
    return builder.build();
  }

  /** Of logs. One try: who has lines to keep tries again. */
  LogRecordExporter logs() throws IOException {
    SDK.setLevel(Level.OFF);
    var builder =
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(url("/v1/logs"))
            .setConnectTimeout(ONE_TRY)
            .setTimeout(ONE_TRY)
            .setRetryPolicy(null)
            .setHeaders(this::headers);
    if (secured()) {
      var tls = credentials.tls();
      builder.setSslContext(tls.context(), tls.trust());
    }
    return builder.build();
  }

  /** Who speaks. */
  public static Resource operator(String version) {
    return Resource.getDefault()
        .merge(
            Resource.create(
                Attributes.of(
                    AttributeKey.stringKey("service.name"),
                    "codesession-operator",
                    AttributeKey.stringKey("service.version"),
                    version)));
  }

  private boolean secured() {
    return "https".equals(endpoint.getScheme());
  }

  private String url(String path) {
    return endpoint.toString().replaceFirst("/$", "") + path;
  }

  private Map<String, String> headers() {
    try {
      return credentials
          .token()
          .map(token -> Map.of("Authorization", "Bearer " + token))
          .orElseGet(Map::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
