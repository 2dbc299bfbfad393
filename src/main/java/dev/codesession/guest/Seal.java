package dev.codesession.guest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Binds frames to one key, one session, one attempt and one direction: a frame cannot be replayed
 * elsewhere nor reflected.
 */
record Seal(SealKey key, String sessionUid, int attempt) {
  /** Who sent a frame. */
  enum Direction {
    /** Operator to guest. */
    O2G,
    /** Guest to operator. */
    G2O
  }

  /** 64 lower-case hex digits. */
  byte[] mac(Direction direction, String word, long sequence, byte[] body) {
    var head =
        "cs1\n"
            + direction
            + "\n"
            + sessionUid
            + "\n"
            + attempt
            + "\n"
            + word
            + "\n"
            + sequence
            + "\n";
    var mac = key.hmac(head.getBytes(StandardCharsets.UTF_8), body);
    return HexFormat.of().formatHex(mac).getBytes(StandardCharsets.US_ASCII);
  }

  /** In constant time for any claim of the right length. */
  boolean holds(Direction direction, String word, long sequence, byte[] body, byte[] claimed) {
    return MessageDigest.isEqual(mac(direction, word, sequence, body), claimed);
  }
}
