package dev.codesession.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The real one, as a process on this machine. */
final class Alertmanager implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final Path BUILT = ROOT.resolve("target/receivers");

  /** One alert, one notification, at once and never again. */
  private static final String CONFIG =
      """
      route: {receiver: %1$s, group_by: [incident], group_wait: 0s, group_interval: 1s, repeat_interval: 24h}
      receivers:
        - name: %1$s
          webhook_configs: [{url: '%2$s', send_resolved: false}]
      """;

  /** Whoever connects shows a certificate that is among these. */
  private static final String MUTUAL_TLS =
      """
      tls_server_config:
        cert_file: tls.crt
        key_file: tls.key
        client_auth_type: RequireAndVerifyClientCert
        client_ca_file: clients.crt
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private final Process process;

  private Alertmanager(String url, Process process) {
    this.url = url;
    this.process = process;
  }

  /** Takes minutes where Go has not built it before. */
  static void build() throws Exception {
    Files.createDirectories(BUILT);
    var log = BUILT.resolve("build.log");
    var script = ROOT.resolve("src/build/real-receivers").toString();
    var process =
        new ProcessBuilder(script, BUILT.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(log));
    }
  }

  /** Whom it tells, at which address, is also the name of its receiver. */
  static Alertmanager start(Path folder, String host, String name, String webhook)
      throws IOException {
    return start(folder, host, name, webhook, false);
  }

  /** With {@code tls.crt}, {@code tls.key} and {@code clients.crt} of the folder. */
  static Alertmanager secured(Path folder, String host, String name, String webhook)
      throws IOException {
    return start(folder, host, name, webhook, true);
  }

  private static Alertmanager start(
      Path folder, String host, String name, String webhook, boolean secured) throws IOException {
    var address = host + ":" + freePort(host);
    var url = (secured ? "https://" : "http://") + address + "/" + name;
    Files.writeString(folder.resolve("alertmanager.yml"), CONFIG.formatted(name, webhook));
    var command = new ArrayList<>(List.of(BUILT.resolve("alertmanager").toString()));
    command.add("--config.file=alertmanager.yml");
    command.add("--storage.path=" + folder.resolve("data"));
    command.add("--web.listen-address=" + address);
    command.add("--web.external-url=" + url);
    command.add("--cluster.listen-address=");
    if (secured) {
      Files.writeString(folder.resolve("web.yml"), MUTUAL_TLS);
      command.add("--web.config.file=web.yml");
    }
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(BUILT.resolve(name + ".log").toFile())
            .start();
    return new Alertmanager(url, process);
  }

  private static int freePort(String host) throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    }
  }

  /** For a sink; it ends in a path of its own. */
  String url() {
    return url;
  }

  /** What it says it is. */
  String version() {
    LiveCluster.waitUntil(() -> process.isAlive() && get("/api/v2/status") != null);
    return String.valueOf(get("/api/v2/status")).replaceAll(".*\"version\":\"([^\"]+)\".*", "$1");
  }

  /** Active alerts with this label. */
  List<JsonNode> alerts(String label, String value) {
    var filter = URLEncoder.encode(label + "=\"" + value + "\"", StandardCharsets.UTF_8);
    var found = get("/api/v2/alerts?active=true&filter=" + filter);
    return found == null
        ? List.of()
        : StreamSupport.stream(found.spliterator(), false)
            .filter(alert -> alert.at("/status/state").asText().equals("active"))
            .toList();
  }

  private @Nullable JsonNode get(String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create(url + path)).build();
      var answer = client.send(request, BodyHandlers.ofString());
      return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    process.destroyForcibly();
    client.close();
  }
}
