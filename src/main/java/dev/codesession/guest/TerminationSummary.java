package dev.codesession.guest;

import java.nio.charset.StandardCharsets;

/**
 * What a pod's termination message proves. The file is in the guest, so anybody in there may have
 * written to it.
 */
public sealed interface TerminationSummary {
  /** Nothing sealed. */
  record Absent() implements TerminationSummary {}

  /** The code had started, and no result was sealed. */
  record StartedOnly() implements TerminationSummary {}

  /** A result whose streams are cut and whose files are lost. */
  record Sealed(Result result) implements TerminationSummary {}

  /**
   * Takes the strongest statement of all lines: a result over a start, the later over the earlier.
   */
  static TerminationSummary read(String message, FrameReader reader) {
    TerminationSummary best = new Absent();
    long last = 0;
    var text = message.strip();
    if (text.length() > Bounds.SUMMARY_LINE) {
      return best;
    }
    for (var line : text.lines().map(String::strip).toList()) {
      if (reader.read(line.getBytes(StandardCharsets.UTF_8))
          instanceof Reading.Accepted(GuestFrame.Summary summary, long sequence)) {
        boolean stronger =
            summary.result().isPresent()
                ? !(best instanceof Sealed) || sequence > last
                : best instanceof Absent;
        if (stronger) {
          best = summary.result().<TerminationSummary>map(Sealed::new).orElseGet(StartedOnly::new);
          last = sequence;
        }
      }
    }
    return best;
  }
}
