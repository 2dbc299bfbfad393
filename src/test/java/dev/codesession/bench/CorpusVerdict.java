package dev.codesession.bench;

import java.util.Locale;

/** What came of a program, the worst first. */
enum CorpusVerdict {
  /** It got through. */
  EFFECT,
  /** It got nowhere, and nobody noticed. For a benign program: nothing was noted. */
  CONTAINED,
  /** It was recorded, refused or named by the scan, or it ended at a limit. */
  DETECTED,
  /** It was ended for it, or never started. */
  TERMINATED;

  /** The word of a header; a benign program is to be as a hostile one that nobody noticed. */
  static CorpusVerdict parse(String word) {
    return word.equals("clean") ? CONTAINED : valueOf(word.toUpperCase(Locale.ROOT));
  }

  boolean weakerThan(CorpusVerdict other) {
    return compareTo(other) < 0;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
