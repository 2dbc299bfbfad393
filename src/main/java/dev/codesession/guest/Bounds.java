package dev.codesession.guest;

/**
 * Every limit on what a guest may say, in one place. Sizes are bytes unless a name says otherwise.
 */
final class Bounds {
  /** A line, newline included. */
  static final int LINE = 4 << 20;

  static final int PROOF_LINE = 64 << 10;

  /** The kubelet keeps no more of a termination message. */
  static final int SUMMARY_LINE = 4096;

  /** What a summary may unpack to: a zip bomb stops here. */
  static final int UNPACKED_SUMMARY = 256 << 10;

  static final int NESTING = 16;

  /**
   * JSON tokens in a line: a line of four million brackets would cost a hundred times its size as a
   * tree.
   */
  static final int TOKENS = 20_000;

  static final int NUMBER_DIGITS = 20;
  static final int FIELD_NAME = 256;

  /** Characters of a JSON string: base64 of the largest artifact is 1,333,336. */
  static final int STRING = 1_400_000;

  /** Largest number of anything: exact in every JSON reader. */
  static final long AMOUNT = (1L << 53) - 1;

  /** Entries of each list in a proof. */
  static final int PROOF_LIST = 64;

  /** Characters of a short text in a proof, such as a kernel release. */
  static final int WORD = 128;

  /** Characters of the warden's message. */
  static final int MESSAGE = 1024;

  /** Characters of a finding. */
  static final int FINDING = 200;

  /** Bytes of a stream's head, and of its tail. */
  static final int CAPTURE = 16_384;

  /**
   * Characters of the same as text: every escaped control character makes six of one, so a text of
   * nothing else is cut.
   */
  static final int STREAM_TEXT = 32_768;

  static final int ARTIFACTS = 64;
  static final int OMITTED = 128;

  /** Content of all artifacts together; a Secret holds 1 MiB. */
  static final int ARTIFACT_BYTES = 1_000_000;

  /** Characters of a path. */
  static final int PATH = 255;

  /** Different violations of one run. */
  static final int VIOLATIONS = 32;

  /** Characters of what was attempted. */
  static final int ATTEMPTED = 256;

  static final int SCAN_MATCHES = 16;

  private Bounds() {}
}
