package dev.codesession.guest;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes lines of a byte stream that comes in any pieces. A line longer than the wire allows is
 * skipped to its newline and not kept in memory. For one thread.
 */
public final class LineAssembler {
  private byte[] held = new byte[0];
  private int length;
  private boolean skipping;
  private long skipped;

  /** Hands every line that is now complete, without its newline, to {@code lines}. */
  public void accept(byte[] bytes, int offset, int count, Consumer<byte[]> lines) {
    int end = offset + count;
    int from = offset;
    for (int at = offset; at < end; at++) {
      if (bytes[at] == '\n') {
        hold(bytes, from, at);
        complete(lines);
        from = at + 1;
      }
    }
    hold(bytes, from, end);
  }

  /** What came since the last newline; a stream that was cut may still end in a whole frame. */
  public Optional<byte[]> unfinished() {
    return skipping || length == 0 ? Optional.empty() : Optional.of(Arrays.copyOf(held, length));
  }

  /** Lines that were too long. */
  public long skipped() {
    return skipped;
  }

  private void complete(Consumer<byte[]> lines) {
    if (skipping) {
      skipping = false;
      return;
    }
    var line = Arrays.copyOf(held, length);
    release();
    lines.accept(line);
  }

  private void hold(byte[] bytes, int from, int to) {
    int count = to - from;
    if (skipping || count == 0) {
      return;
    }
    if (count >= Bounds.LINE - length) {
      skipping = true;
      skipped++;
      release();
      return;
    }
    if (length + count > held.length) {
      held = Arrays.copyOf(held, Math.min(Bounds.LINE, Math.max(length + count, held.length * 2)));
    }
    System.arraycopy(bytes, from, held, length, count);
    length += count;
  }

  private void release() {
    // One long line must not cost its memory for the rest of the session.
    held = held.length > Bounds.PROOF_LINE ? new byte[0] : held;
    length = 0;
  }
}
