package dev.codesession.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /livez}, {@code /readyz} and {@code /metrics} for the kubelet and Prometheus. */
public final class HttpEndpoints implements AutoCloseable {
  private final HttpServer server;

  /**
   * Listens at once.
   *
   * @param live whether the process should go on; false makes the kubelet restart it
   * @param ready whether it can serve
   * @param metrics the Prometheus text format; null where metrics have an endpoint of their own
   * @throws UncheckedIOException if the port cannot be bound
   */
  public HttpEndpoints(
      int port, BooleanSupplier live, BooleanSupplier ready, @Nullable Supplier<String> metrics) {
    try {
      server = HttpServer.create(new InetSocketAddress(port), 64);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " of health and metrics cannot be bound", e);
    }
    server.createContext("/livez", exchange -> answer(exchange, live.getAsBoolean()));
    server.createContext("/readyz", exchange -> answer(exchange, ready.getAsBoolean()));
    if (metrics != null) {
      server.createContext(
          "/metrics",
          exchange ->
              send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.get()));
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** The port in use; of interest when 0 was asked for. */
  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, boolean good) throws IOException {
    send(exchange, good ? 200 : 503, "text/plain; charset=utf-8", good ? "ok\n" : "not ok\n");
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    var body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
