package dev.codesession.guest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/** The vectors shared with the Go tests. */
final class Vectors {
  private static final JsonNode FILE = read();

  static final SealKey KEY = SealKey.of(Base64.getDecoder().decode(FILE.get("key").textValue()));
  static final String SESSION = FILE.get("session").textValue();
  static final int ATTEMPT = FILE.get("attempt").intValue();

  private Vectors() {}

  private static JsonNode read() {
    try (var file = Vectors.class.getResourceAsStream("/protocol/vectors.json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> accepted(String direction) {
    return list("accepted", direction);
  }

  static List<JsonNode> dropped(String direction) {
    return list("dropped", direction);
  }

  private static List<JsonNode> list(String which, String direction) {
    return StreamSupport.stream(FILE.get(which).spliterator(), false)
        .filter(v -> v.get("direction").textValue().equals(direction))
        .toList();
  }

  static byte[] line(JsonNode vector) {
    return vector.get("line").textValue().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode named(String name) {
    return StreamSupport.stream(FILE.get("accepted").spliterator(), false)
        .filter(v -> v.get("name").textValue().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** A copy of the body of an accepted vector, to be spoiled. */
  static ObjectNode body(String name) {
    return named(name).get("json").deepCopy();
  }

  static byte[] lineOf(String name) {
    return line(named(name));
  }
}
