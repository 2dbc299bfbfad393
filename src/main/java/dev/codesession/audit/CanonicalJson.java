package dev.codesession.audit;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * JSON in one form only (RFC 8785, JCS), for values that are texts, booleans, whole numbers below
 * 2^53, lists and objects: there Jackson with sorted names is JCS. Names are sorted by UTF-16 code
 * units as {@link String#compareTo} does, escapes are the shortest, hexadecimal digits small. Other
 * numbers do not occur and are refused, so nothing of ECMAScript's number format is needed.
 */
final class CanonicalJson {
  private static final long SAFE_INTEGER = (1L << 53) - 1;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxStringLength(64 << 10)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                  .build())
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CanonicalJson() {}

  /** Of a tree of maps, lists, texts, booleans and whole numbers. */
  static String write(Object tree) {
    check(tree);
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON", e);
    }
  }

  private static void check(Object value) {
    switch (value) {
      case Map<?, ?> map -> map.values().forEach(CanonicalJson::check);
      case Iterable<?> list -> list.forEach(CanonicalJson::check);
      case String text -> {}
      case Boolean flag -> {}
      case Integer number -> {}
      case Long number when Math.abs(number) <= SAFE_INTEGER -> {}
      default ->
          throw new IllegalArgumentException(
              value.getClass().getSimpleName() + " has no place in canonical JSON");
    }
  }

  /**
   * Reads one object.
   *
   * @throws IllegalArgumentException if it is none
   */
  static JsonNode read(String text) {
    try {
      var tree = MAPPER.readTree(text);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is no JSON", e);
    }
    throw new IllegalArgumentException("is no JSON object");
  }

  /** The same tree in the canonical form. */
  static String rewrite(JsonNode tree) {
    return write(MAPPER.convertValue(tree, Map.class));
  }

  static String sha256(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
