package dev.codesession.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the cluster keeps of a chain: its end, and what a crash between writing this and exporting
 * the lines would lose.
 *
 * @param through every session of the namespace whose end was confirmed up to here is in the chain
 * @param recent digests of the UIDs of later ones that are in it, too
 * @param tail the lines that were added last
 */
public record Anchor(
    String namespace,
    long sequence,
    String hash,
    Instant through,
    List<String> recent,
    List<String> tail) {
  public Anchor {
    recent = List.copyOf(recent);
    tail = List.copyOf(tail);
  }

  static Anchor none(String namespace) {
    return new Anchor(namespace, 0, Chain.GENESIS, Instant.EPOCH, List.of(), List.of());
  }

  Chain.Head head() {
    return new Chain.Head(sequence, hash);
  }

  /** As text, to be kept. */
  public String write() {
    return CanonicalJson.write(
        Map.of(
            "namespace",
            namespace,
            "sequence",
            sequence,
            "hash",
            hash,
            "through",
            through.toString(),
            "recent",
            recent,
            "tail",
            tail));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is something else: a chain must not begin anew because
   *     its anchor was damaged
   */
  public static Anchor read(String text) {
    try {
      var tree = CanonicalJson.read(text);
      return new Anchor(
          tree.required("namespace").asText(),
          tree.required("sequence").asLong(),
          tree.required("hash").asText(),
          Instant.parse(tree.required("through").asText()),
          texts(tree.required("recent")),
          texts(tree.required("tail")));
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException("is no anchor of an audit trail", e);
    }
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** How a UID stands in {@link #recent}. */
  static String mark(String uid) {
    return CanonicalJson.sha256(uid).substring("sha256:".length(), "sha256:".length() + 16);
  }
}
