package dev.codesession.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.codesession.runtime.Certificates;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines to a receiver that reads the protocol's own messages, with and without TLS. */
final class CollectorTest {
  @TempDir private Path folder;
  private final List<LogRecord> received = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void linesArriveWholeAndInOrder() throws Exception {
    serve(HttpServer.create(anyPort(), 0));
    var lines = IntStream.range(0, 450).mapToObj(i -> "{\"n\":" + i + ",\"text\":\"ü\"}").toList();
    lines("http", null).write(lines);
    assertThat(received).extracting(r -> r.getBody().getStringValue()).isEqualTo(lines);
    assertThat(received).extracting(LogRecord::getEventName).containsOnly("codesession.audit");
    assertThat(tokens).as("requests").hasSize(3).containsOnly("none");
  }

  @ParameterizedTest
  @CsvSource({"500", "503", "429", "401"})
  void whatIsNotTakenIsAnError(int refusal) throws Exception {
    serve(HttpServer.create(anyPort(), 0));
    var lines = lines("http", null);
    status = refusal;
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> lines.write(List.of("a", "b")))
        .withMessageContaining("has not taken 2 lines");
    status = 200;
    received.clear();
    lines.write(List.of("a", "b"));
    assertThat(received).hasSize(2);
  }

  @Test
  void nobodyThereIsAnError() throws Exception {
    serve(HttpServer.create(anyPort(), 0));
    var lines = lines("http", null);
    server.stop(0);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> lines.write(List.of("a")));
  }

  /** The token is the one that is in the file at that moment; so is the trust after a failure. */
  @Test
  void aSecretIsUsedAndItsRenewalToo() throws Exception {
    var own = Files.createDirectory(folder.resolve("own"));
    Certificates.write(own, "EC", "localhost");
    var secure = HttpsServer.create(anyPort(), 0);
    secure.setHttpsConfigurator(
        new HttpsConfigurator(new Credentials(own).tls().context()) {
          @Override
          public void configure(HttpsParameters parameters) {
            var asked = getSSLContext().getDefaultSSLParameters();
            parameters.setSSLParameters(asked);
          }
        });
    serve(secure);
    var secret = Files.createDirectory(folder.resolve("secret"));
    var lines = lines("https", secret);
    assertThatExceptionOfType(IOException.class)
        .as("not trusted yet")
        .isThrownBy(() -> lines.write(List.of("a")));
    Files.copy(own.resolve("tls.crt"), secret.resolve("ca.crt"));
    Files.writeString(secret.resolve("token"), "one\n");
    lines.write(List.of("a"));
    Files.writeString(secret.resolve("token"), "two\n");
    lines.write(List.of("b"));
    assertThat(tokens).containsExactly("Bearer one", "Bearer two");
  }

  @Test
  void credentialsDoNotTravelInTheClear() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Collector.from(Map.of("E", "http://c:4318", "S", "/secret"), "E", "S"))
        .withMessage("E=http://c:4318: must be https, since S is set");
  }

  @Test
  void anEndpointIsAUrlOrThereIsNone() {
    assertThat(Collector.from(Map.of(), "E", "S")).isEmpty();
    assertThat(Collector.from(Map.of("E", "http://c:4318"), "E", "S").orElseThrow().endpoint())
        .isEqualTo(URI.create("http://c:4318"));
    for (var wrong : List.of("c:4317", "http://u:p@c", "http://c?x", "ftp://c")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Collector.from(Map.of("E", wrong), "E", "S"))
          .withMessageContaining("E=" + wrong + ": must be");
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void serve(HttpServer made) {
    server = made;
    server.createContext(
        "/otlp/v1/logs",
        exchange -> {
          var request = ExportLogsServiceRequest.parseFrom(exchange.getRequestBody());
          request.getResourceLogsList().stream()
              .flatMap(resource -> resource.getScopeLogsList().stream())
              .forEach(scope -> received.addAll(scope.getLogRecordsList()));
          var token = exchange.getRequestHeaders().getFirst("Authorization");
          tokens.add(token == null ? "none" : token);
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  private OtlpLines lines(String scheme, Path secret) {
    var endpoint = URI.create(scheme + "://localhost:" + server.getAddress().getPort() + "/otlp/");
    return new OtlpLines(
        new Collector(endpoint, new Credentials(secret)), "codesession.audit", "1");
  }
}
