package dev.codesession.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Receivers of alerts in this process: what matters is when a request is there. */
final class AlertSinks implements AutoCloseable {
  static final List<String> TYPES = List.of("Alertmanager", "CloudEvents", "Falco");

  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /** One request: its path names the sink. */
  private record Taken(String path, Instant at, String body) {}

  AlertSinks() throws IOException {
    server = HttpServer.create(new InetSocketAddress(0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    var now = Instant.now();
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      taken.add(new Taken(exchange.getRequestURI().getPath(), now, body));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** The settings of an operator that reports to this address. */
  String settings(String host) {
    return TYPES.stream()
        .map(
            type ->
                "{\"name\":\"%s\",\"type\":\"%s\",\"url\":\"http://%s:%d/%s\"}"
                    .formatted(
                        type.toLowerCase(Locale.ROOT),
                        type,
                        host,
                        server.getAddress().getPort(),
                        type))
        .collect(Collectors.joining(",", "{\"cluster\":\"bench\",\"sinks\":[", "]}"));
  }

  /** When this sink heard of the session for the first time. */
  Optional<Instant> heard(String type, String sessionUid) {
    return taken.stream()
        .filter(t -> t.path().startsWith("/" + type) && t.body().contains(sessionUid))
        .map(Taken::at)
        .findFirst();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
