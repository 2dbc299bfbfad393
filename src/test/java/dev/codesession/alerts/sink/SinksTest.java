package dev.codesession.alerts.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.codesession.alerts.AlertSettings;
import dev.codesession.alerts.IncidentExamples;
import dev.codesession.alerts.Sink;
import dev.codesession.outbound.Credentials;
import dev.codesession.runtime.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sinks against real servers that are well-behaved, strict, slow and hostile. */
final class SinksTest {
  @TempDir private Path folder;
  private final List<String> got = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void alertmanagerIsPostedToItsPath() throws Exception {
    serve(exchange -> answer(exchange, 200, ""));
    sink("Alertmanager", "http://localhost:" + port() + "/prefix/", "")
        .send(IncidentExamples.violation("a"));
    assertThat(got).singleElement().asString().startsWith("POST /prefix/api/v2/alerts [{");
  }

  @Test
  void cloudEventsAreOfTheirMediaType() throws Exception {
    serve(
        exchange -> {
          assertThat(exchange.getRequestHeaders().getFirst("Content-Type"))
              .isEqualTo("application/cloudevents+json");
          answer(exchange, 202, "");
        });
    sink("CloudEvents", "http://localhost:" + port() + "/hook?x=1", "")
        .send(IncidentExamples.violation("a"));
    assertThat(got).singleElement().asString().startsWith("POST /hook?x=1 {");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 415, 422})
  void whatWillNeverBeTakenIsRefused(int status) throws Exception {
    serve(exchange -> answer(exchange, status, "no"));
    assertThatExceptionOfType(Sink.RefusedException.class).isThrownBy(this::post);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 404, 408, 429, 500, 503})
  void whatMayBeTakenLaterFails(int status) throws Exception {
    serve(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://localhost:" + port() + "/else");
          answer(exchange, status, "");
        });
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(this::post)
        .withMessage("HTTP " + status)
        .isNotInstanceOf(Sink.RefusedException.class);
    assertThat(got).hasSize(1);
  }

  @Test
  void aServerThatNeverAnswersCostsOneTimeOut() throws Exception {
    try (var deaf = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      long began = System.nanoTime();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> post(deaf.getLocalPort()))
          .withMessage("no answer within 1s");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void anAnswerWithoutEndIsCut() throws Exception {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          var junk = new byte[4096];
          try (var out = exchange.getResponseBody()) {
            for (long sent = 0; sent < 1L << 33; sent += junk.length) {
              out.write(junk);
            }
          } catch (IOException e) {
            got.add("cut");
          }
        });
    post();
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> got.contains("cut"));
  }

  @Test
  void aBodyThatTricklesIsUnderTheSameDeadline() throws Exception {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (var out = exchange.getResponseBody()) {
            for (int i = 0; i < 100; i++) {
              out.write('x');
              out.flush();
              Thread.sleep(100);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(this::post)
        .withMessage("no answer within 1s");
  }

  @Test
  void theTokenTravelsOverTlsUnderTheCaOfTheSecret() throws Exception {
    serveTls(null);
    Files.writeString(secret().resolve("token"), "abc\n");
    sink("Falco", "https://localhost:" + port(), folder.toString())
        .send(IncidentExamples.violation("a"));
    assertThat(got).singleElement().asString().startsWith("POST / {").endsWith(" Bearer abc");
    // Rotated: the next one has it.
    Files.writeString(secret().resolve("token"), "def");
    sink("Falco", "https://localhost:" + port(), folder.toString())
        .send(IncidentExamples.violation("a"));
    assertThat(got.get(1)).endsWith(" Bearer def");
  }

  @Test
  void aServerThatTheCaDoesNotVouchForGetsNothing() throws Exception {
    serveTls(null);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                sink("Falco", "https://localhost:" + port(), "")
                    .send(IncidentExamples.violation("a")));
    assertThat(got).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void aClientCertificateIsShown(String algorithm) throws Exception {
    var client = Files.createDirectories(folder.resolve("client"));
    Certificates.write(client, algorithm, "operator");
    serveTls(client.resolve("tls.crt"));
    Files.copy(client.resolve("tls.crt"), secret().resolve("tls.crt"));
    Files.copy(client.resolve("tls.key"), secret().resolve("tls.key"));
    sink("CloudEvents", "https://localhost:" + port(), folder.toString())
        .send(IncidentExamples.violation("a"));
    assertThat(got).hasSize(1);
  }

  @Test
  void syslogIsFramedByItsLength() throws Exception {
    try (var listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      var reader = Thread.ofVirtual().start(() -> read(listener));
      var sink = sink("Syslog", "tcp://localhost:" + listener.getLocalPort(), "");
      sink.send(IncidentExamples.violation("a"));
      reader.join();
      var frame = got.getFirst();
      var length = frame.substring(0, frame.indexOf(' '));
      assertThat(frame.substring(length.length() + 1).getBytes(StandardCharsets.UTF_8))
          .hasSize(Integer.parseInt(length));
      assertThat(frame).contains("<106>1 ");
    }
  }

  @Test
  void syslogOverTlsLooksAtCertificateAndName() throws Exception {
    var context = certificate();
    try (var listener =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      var reader = Thread.ofVirtual().start(() -> read(listener));
      sink("Syslog", "tls://localhost:" + listener.getLocalPort(), folder.toString())
          .send(IncidentExamples.violation("a"));
      reader.join();
      assertThat(got).hasSize(1);
      var other = Thread.ofVirtual().start(() -> read(listener));
      assertThatExceptionOfType(IOException.class)
          .as("the certificate is for localhost")
          .isThrownBy(
              () ->
                  sink("Syslog", "tls://127.0.0.1:" + listener.getLocalPort(), folder.toString())
                      .send(IncidentExamples.violation("a")));
      other.join();
      assertThat(got).hasSize(1);
    }
  }

  @Test
  void aSyslogThatIsNotThereFails() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> sink("Syslog", "tcp://localhost:1", "").send(IncidentExamples.violation("a")));
  }

  private void read(ServerSocket listener) {
    try (var socket = listener.accept()) {
      got.add(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      // What was not spoken to in TLS says nothing.
      return;
    }
  }

  private void post() throws Exception {
    post(port());
  }

  private void post(int port) throws Exception {
    sink("Falco", "http://localhost:" + port, "").send(IncidentExamples.violation("a"));
  }

  private static Sink sink(String type, String url, String secrets) {
    return Sinks.of(
            AlertSettings.from(
                Map.of(
                    "CODESESSION_ALERTS",
                    "{\"sinks\":[{\"name\":\"soc\",\"type\":\"%s\",\"url\":\"%s\",\"timeout\":\"1s\"}]}"
                        .formatted(type, url),
                    "CODESESSION_ALERTS_SECRETS",
                    secrets)),
            InstantSource.system())
        .getFirst();
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private Path secret() throws IOException {
    return Files.createDirectories(folder.resolve("soc"));
  }

  private void serve(HttpHandler handler) throws IOException {
    start(HttpServer.create(new InetSocketAddress("localhost", 0), 9), handler);
  }

  private void start(HttpServer made, HttpHandler handler) {
    server = made;
    server.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          var token = exchange.getRequestHeaders().getFirst("Authorization");
          got.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + body
                  + (token == null ? "" : " " + token));
          handler.handle(exchange);
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** A server key for localhost, whose certificate is the CA of the sink's Secret. */
  private SSLContext certificate() throws Exception {
    var own = Files.createDirectories(folder.resolve("server"));
    Certificates.write(own, "EC", "localhost");
    Files.copy(own.resolve("tls.crt"), secret().resolve("ca.crt"));
    return new Credentials(own).tls().context();
  }

  private void serveTls(Path clientCa) throws Exception {
    var context = certificate();
    if (clientCa != null) {
      var own = folder.resolve("server");
      Files.copy(clientCa, own.resolve("ca.crt"));
      context = new Credentials(own).tls().context();
    }
    var made = HttpsServer.create(new InetSocketAddress("localhost", 0), 9);
    made.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(com.sun.net.httpserver.HttpsParameters parameters) {
            var tls = getSSLContext().getDefaultSSLParameters();
            tls.setNeedClientAuth(clientCa != null);
            parameters.setSSLParameters(tls);
          }
        });
    start(made, exchange -> answer(exchange, 200, "{}"));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
