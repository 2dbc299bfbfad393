package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.codesession.runtime.Gate.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricsEndpointTest {
  @TempDir private Path folder;

  private MetricsEndpoint endpoint(Gate gate) {
    return new MetricsEndpoint(0, folder, gate, () -> "codesession_up 1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void metricsAreServedOverTls(String algorithm) throws Exception {
    var trust = Certificates.write(folder, algorithm, "first");
    try (var endpoint = endpoint(Gate.OPEN)) {
      var response = get(endpoint, trust, "https", null);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("codesession_up 1\n");
    }
  }

  @Test
  void nothingIsServedInTheClear() throws Exception {
    var trust = Certificates.write(folder, "EC", "first");
    try (var endpoint = endpoint(Gate.OPEN)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> get(endpoint, trust, "http", null));
    }
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void theGateDecides(Verdict verdict) throws Exception {
    var trust = Certificates.write(folder, "EC", "first");
    var asked = new AtomicReference<String>();
    try (var endpoint =
        endpoint(
            token -> {
              asked.set(token);
              return verdict;
            })) {
      var response = get(endpoint, trust, "https", "Bearer a.b.c");
      assertThat(asked).hasValue("a.b.c");
      assertThat(response.statusCode()).isEqualTo(verdict.status);
      assertThat(response.body().isEmpty()).isEqualTo(verdict != Verdict.Allowed);
    }
  }

  @Test
  void whatIsNoBearerTokenIsNone() throws Exception {
    var trust = Certificates.write(folder, "EC", "first");
    var asked = new AtomicReference<>("unasked");
    try (var endpoint =
        endpoint(
            token -> {
              asked.set(token);
              return Verdict.Unauthenticated;
            })) {
      var response = get(endpoint, trust, "https", "Basic abc");
      assertThat(asked).hasNullValue();
      assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }
  }

  @Test
  void renewedCertificateIsTakenUpAndBrokenOneIsNot() throws Exception {
    var first = Certificates.write(folder, "EC", "first");
    try (var endpoint = endpoint(Gate.OPEN)) {
      assertThat(get(endpoint, first, "https", null).statusCode()).isEqualTo(200);
      var second = Certificates.write(folder, "RSA", "second");
      assertThat(get(endpoint, second, "https", null).statusCode()).isEqualTo(200);
      assertThatExceptionOfType(SSLHandshakeException.class)
          .isThrownBy(() -> get(endpoint, first, "https", null));
      Files.writeString(folder.resolve("tls.crt"), "half a certif");
      assertThat(get(endpoint, second, "https", null).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void withoutACertificateItDoesNotStart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> endpoint(Gate.OPEN).close())
        .withMessageContaining("tls.crt");
  }

  /** A client of its own for each request, so that each makes a connection. */
  private static HttpResponse<String> get(
      MetricsEndpoint endpoint, SSLContext trust, String scheme, @Nullable String authorization)
      throws IOException, InterruptedException {
    var uri = URI.create(scheme + "://localhost:" + endpoint.port() + "/metrics");
    var request = HttpRequest.newBuilder(uri);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try (var client = HttpClient.newBuilder().sslContext(trust).build()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}
