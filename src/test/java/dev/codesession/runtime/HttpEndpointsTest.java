package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpEndpointsTest {
  private final AtomicBoolean live = new AtomicBoolean(true);
  private final AtomicBoolean ready = new AtomicBoolean();
  private final HttpEndpoints endpoints =
      new HttpEndpoints(0, live::get, ready::get, () -> "codesession_up 1\n");

  @AfterEach
  void close() {
    endpoints.close();
  }

  @Test
  void theyFollowWhatTheyAreAsked() throws Exception {
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    ready.set(true);
    live.set(false);
    assertThat(get("/livez").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").body()).isEqualTo("ok\n");
  }

  @Test
  void metricsAreInThePrometheusTextFormat() throws Exception {
    var response = get("/metrics");
    assertThat(response.body()).isEqualTo("codesession_up 1\n");
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
  }

  @Test
  void metricsAreNotThereWhereTheyHaveAnEndpointOfTheirOwn() throws Exception {
    try (var probes = new HttpEndpoints(0, live::get, ready::get, null)) {
      assertThat(get(probes, "/metrics").statusCode()).isEqualTo(404);
      assertThat(get(probes, "/livez").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void otherPathsAreNotThere() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(
            () -> new HttpEndpoints(endpoints.port(), () -> true, () -> true, () -> "").close())
        .withMessageContaining(String.valueOf(endpoints.port()));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(endpoints, path);
  }

  private static HttpResponse<String> get(HttpEndpoints endpoints, String path)
      throws IOException, InterruptedException {
    var uri = URI.create("http://localhost:" + endpoints.port() + path);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }
}
