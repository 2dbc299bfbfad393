package dev.codesession.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file as its reader sees it.
 *
 * @param number in the file, from 1
 * @param stated the digest that the line gives for itself
 * @param actual the digest it has
 */
record Line(
    int number,
    String chain,
    long sequence,
    String previous,
    String stated,
    String actual,
    String session) {
  /** Null for what is not a record of the trail: logs and checkpoints may stand in between. */
  static @Nullable Line read(int number, String text) {
    if (!text.contains("\"" + AuditRecords.TYPE + "\"")) {
      return null;
    }
    JsonNode tree;
    try {
      tree = CanonicalJson.read(text);
    } catch (IllegalArgumentException e) {
      return damaged(number);
    }
    if (!AuditRecords.TYPE.equals(tree.path("type").asText())) {
      return null;
    }
    var bare = ((ObjectNode) tree.deepCopy());
    bare.remove(Chain.HASH);
    return new Line(
        number,
        tree.path(Chain.CHAIN).asText(),
        tree.path(Chain.SEQUENCE).asLong(),
        tree.path(Chain.PREVIOUS).asText(),
        tree.path(Chain.HASH).asText(),
        actual(bare),
        tree.path("session").path("uid").asText());
  }

  private static String actual(JsonNode bare) {
    try {
      return CanonicalJson.sha256(CanonicalJson.rewrite(bare));
    } catch (IllegalArgumentException e) {
      // A number with a fraction, for example: nothing that was ever written.
      return "none";
    }
  }

  private static Line damaged(int number) {
    return new Line(number, "", 0, "", "", "none", "");
  }

  boolean intact() {
    return stated.equals(actual);
  }

  /** How it is called in a finding; what comes from the file is not to be trusted on a terminal. */
  String name() {
    return "record "
        + plain(chain)
        + "#"
        + sequence
        + " (line "
        + number
        + ", session "
        + plain(session)
        + ")";
  }

  static String plain(String text) {
    var clean = text.replaceAll("[^A-Za-z0-9._:-]", "?");
    return clean.length() <= 80 ? clean : clean.substring(0, 80);
  }
}
