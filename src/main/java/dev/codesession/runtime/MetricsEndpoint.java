package dev.codesession.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** {@code /metrics} over TLS, for those whom the gate lets in. */
public final class MetricsEndpoint implements AutoCloseable {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final String SCHEME = "Bearer ";

  private final HttpsServer server;

  /**
   * Listens at once.
   *
   * @param certificate folder with {@code tls.crt} and {@code tls.key}
   * @throws UncheckedIOException if the port cannot be bound
   * @throws IllegalArgumentException if the folder holds no certificate with its key
   */
  public MetricsEndpoint(int port, Path certificate, Gate gate, Supplier<String> metrics) {
    var context = context(new RotatingKey(certificate));
    try {
      server = HttpsServer.create(new InetSocketAddress(port), 64);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " of metrics cannot be bound", e);
    }
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            var tls = getSSLContext().getDefaultSSLParameters();
            tls.setProtocols(PROTOCOLS);
            parameters.setSSLParameters(tls);
          }
        });
    server.createContext("/metrics", exchange -> answer(exchange, gate, metrics));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private static SSLContext context(RotatingKey key) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {key}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The port in use; of interest when 0 was asked for. */
  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, Gate gate, Supplier<String> metrics)
      throws IOException {
    var verdict = gate.judge(token(exchange));
    var body =
        switch (verdict) {
          case Allowed -> metrics.get();
          case Unauthenticated, Forbidden, Unknown -> "";
        };
    if (verdict == Gate.Verdict.Unauthenticated) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
    }
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.sendResponseHeaders(verdict.status, bytes.length == 0 ? -1 : bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static @Nullable String token(HttpExchange exchange) {
    var header = exchange.getRequestHeaders().getFirst("Authorization");
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : null;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
