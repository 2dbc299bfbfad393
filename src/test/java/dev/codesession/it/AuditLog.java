package dev.codesession.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.codesession.api.v1alpha1.CodeSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The operator's successful writes for one session, as the API server's audit log has them. */
record AuditLog(Map<String, Integer> writes) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static AuditLog of(CodeSession session) {
    var path =
        Path.of(
            Objects.requireNonNull(
                System.getenv("CODESESSION_TEST_AUDIT_LOG"),
                "CODESESSION_TEST_AUDIT_LOG is not set"));
    var writes = new LinkedHashMap<String, Integer>();
    var name = session.getMetadata().getName();
    var uid = session.getMetadata().getUid();
    try (var lines = Files.lines(path)) {
      lines
          .filter(line -> line.contains(uid) || line.contains(name))
          .forEach(line -> count(writes, parse(line), session));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AuditLog(writes);
  }

  int count(String what) {
    return writes.getOrDefault(what, 0);
  }

  int total() {
    return writes.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static void count(Map<String, Integer> writes, JsonNode event, CodeSession session) {
    var reference = event.path("objectRef");
    var verb = event.path("verb").asText();
    boolean own =
        event
            .path("user")
            .path("username")
            .asText()
            .startsWith("system:serviceaccount:" + LiveCluster.OPERATOR_NAMESPACE + ":");
    boolean write =
        switch (verb) {
          case "create", "update", "patch", "delete" -> true;
          default -> false;
        };
    boolean done =
        "ResponseComplete".equals(event.path("stage").asText())
            && event.path("responseStatus").path("code").asInt() < 300;
    boolean ours =
        session.getMetadata().getNamespace().equals(reference.path("namespace").asText());
    var subresource = reference.path("subresource").asText();
    // A stream is no write, whatever verb the API gives it.
    if (own && write && done && ours && !subresource.equals("attach")) {
      writes.merge(
          verb
              + " "
              + reference.path("resource").asText()
              + (subresource.isEmpty() ? "" : "/" + subresource),
          1,
          Integer::sum);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      // The last line may be half written.
      return JSON.createObjectNode();
    }
  }
}
