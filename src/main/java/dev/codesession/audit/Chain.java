package dev.codesession.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts records one behind the other: each holds the digest of the one before, and its own over all
 * the rest of it. The first of a namespace has the sequence 1 and stands behind {@link #GENESIS}.
 */
final class Chain {
  static final String GENESIS = "sha256:" + "0".repeat(64);
  static final String HASH = "hash";
  static final String PREVIOUS = "previous";
  static final String SEQUENCE = "sequence";
  static final String CHAIN = "chain";

  private Chain() {}

  /** Where a chain ends. */
  record Head(long sequence, String hash) {
    static final Head NONE = new Head(0, GENESIS);
  }

  /** A chain that has grown: its new lines, and where it ends now. */
  record Grown(List<String> lines, Head head) {
    Grown {
      lines = List.copyOf(lines);
    }
  }

  /** The records at the end of the namespace's chain, in this order. */
  static Grown append(String namespace, Head head, List<Map<String, Object>> records) {
    var lines = new ArrayList<String>();
    var last = head;
    for (Map<String, Object> record : records) {
      var linked = new TreeMap<String, Object>(record);
      linked.put(CHAIN, namespace);
      linked.put(SEQUENCE, last.sequence() + 1);
      linked.put(PREVIOUS, last.hash());
      var hash = CanonicalJson.sha256(CanonicalJson.write(linked));
      linked.put(HASH, hash);
      lines.add(CanonicalJson.write(linked));
      last = new Head(last.sequence() + 1, hash);
    }
    return new Grown(lines, last);
  }
}
