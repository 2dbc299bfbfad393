package dev.codesession.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The operator's requests that the API server's audit log gained since the last look. */
final class AuditTail {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPERATOR = "system:serviceaccount:codesession-system:codesession\"";

  private final Path path;
  private long position;

  /**
   * Requests by verb and resource, those that failed with their code.
   *
   * @param writes that succeeded
   * @param reads get and list; watches and attaches are neither
   */
  record Requests(Map<String, Integer> writes, Map<String, Integer> reads) {
    static int total(Map<String, Integer> requests) {
      return requests.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  AuditTail(Path path) throws IOException {
    this.path = path;
    skip();
  }

  /** Forgets what has happened so far. */
  void skip() throws IOException {
    position = path.toFile().length();
  }

  Requests next() throws IOException {
    var requests = new Requests(new TreeMap<>(), new TreeMap<>());
    try (var file = new RandomAccessFile(path.toFile(), "r")) {
      var added = new byte[(int) Math.max(0, file.length() - position)];
      file.seek(position);
      file.readFully(added);
      position += added.length;
      new String(added, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.contains(OPERATOR))
          .forEach(line -> count(requests, line));
    }
    return requests;
  }

  private static void count(Requests requests, String line) {
    JsonNode event;
    try {
      event = JSON.readTree(line);
    } catch (IOException e) {
      return; // half a line at the seam
    }
    var reference = event.path("objectRef");
    var subresource = reference.path("subresource").asText();
    var resource = reference.path("resource").asText();
    var verb = event.path("verb").asText();
    if (!"ResponseComplete".equals(event.path("stage").asText())
        || subresource.equals("attach")
        || resource.equals("leases")) {
      return;
    }
    int code = event.path("responseStatus").path("code").asInt();
    var name =
        verb
            + " "
            + resource
            + (subresource.isEmpty() ? "" : "/" + subresource)
            + (code < 300 ? "" : " → " + code);
    switch (verb) {
      case "create", "update", "patch", "delete", "deletecollection" ->
          requests.writes().merge(name, 1, Integer::sum);
      case "get", "list" -> requests.reads().merge(name, 1, Integer::sum);
      default -> {} // watch
    }
  }
}
