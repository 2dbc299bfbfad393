package dev.codesession.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Whom Alertmanager tells by its webhook; and, in the same server, a way to an Alertmanager on
 * which answers get lost: it has taken the alert, and the sender does not know.
 */
final class Oncall implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LOST = 503;

  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final List<Passed> passed = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;
  private final String url;
  private volatile String behind = "";
  private volatile boolean losing;

  /** One alert of one notification: who was told of it, and what. */
  record Told(String receiver, String status, JsonNode alert) {}

  /** One request that was passed on, and what the sender was answered. */
  record Passed(String body, int answer) {}

  Oncall(String host) throws IOException {
    server = HttpServer.create(new InetSocketAddress(host, 0), 0);
    url = "http://" + host + ":" + server.getAddress().getPort();
    server.setExecutor(threads);
    server.createContext("/webhook", this::tell);
    server.createContext("/lossy", this::pass);
    server.start();
  }

  String webhook() {
    return url + "/webhook";
  }

  /** The address of a sink that leads to this Alertmanager. */
  String lossy(Alertmanager alertmanager) {
    behind = alertmanager.url();
    return url + "/lossy";
  }

  /** Whether answers get lost from now on. */
  void lose(boolean answers) {
    losing = answers;
  }

  /** What one Alertmanager has told of alerts with this label. */
  List<Told> told(String receiver, String label, String value) {
    return told.stream()
        .filter(t -> t.receiver().equals(receiver))
        .filter(t -> t.alert().at("/labels/" + label).asText().equals(value))
        .toList();
  }

  /** What was passed on about one session. */
  List<Passed> passed(String sessionUid) {
    return passed.stream().filter(p -> p.body().contains(sessionUid)).toList();
  }

  private void tell(HttpExchange exchange) throws IOException {
    try (exchange) {
      var notification = JSON.readTree(exchange.getRequestBody());
      for (var alert : notification.get("alerts")) {
        told.add(
            new Told(
                notification.get("receiver").asText(), notification.get("status").asText(), alert));
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var path = exchange.getRequestURI().getPath().substring("/lossy".length());
      var request =
          HttpRequest.newBuilder(URI.create(behind + path))
              .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
              .POST(BodyPublishers.ofString(body))
              .build();
      int answer = client.send(request, BodyHandlers.discarding()).statusCode();
      int told = losing ? LOST : answer;
      passed.add(new Passed(body, told));
      exchange.sendResponseHeaders(told, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    client.close();
  }
}
