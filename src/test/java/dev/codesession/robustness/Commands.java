package dev.codesession.robustness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Commands the simulated node or the proxy; the packages control and proxy list what there is. */
record Commands(String address) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  void post(String path, Map<String, ?> body) throws Exception {
    var text = JSON.writeValueAsString(body);
    require(send(request(path).POST(BodyPublishers.ofString(text)).build()), path);
  }

  /** Whoever is commanded may be gone by now. */
  void tryPost(String path) throws Exception {
    send(request(path).POST(BodyPublishers.noBody()).build());
  }

  void delete(String path) throws Exception {
    require(send(request(path).DELETE().build()), path);
  }

  JsonNode get(String path) throws Exception {
    return JSON.readTree(send(request(path).build()).body());
  }

  /** Whether it is there. */
  boolean found(String path) throws Exception {
    return send(request(path).build()).statusCode() < 300;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  private static java.net.http.HttpResponse<String> send(HttpRequest request) throws Exception {
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static void require(java.net.http.HttpResponse<String> answer, String path) {
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
  }
}
