package dev.codesession.guest;

import dev.codesession.api.v1alpha1.StreamStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the code wrote to a stream. If all of it is here, its count and digest are computed; else
 * they are the warden's word.
 */
final class UntrustedStream {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private UntrustedStream() {}

  static StreamStatus read(Fields stream) {
    // The warden's own "truncated" is not needed: the numbers say it.
    stream.flag("truncated");
    return of(stream.bytes("head"), stream.bytes("tail"), stream.amount("bytes"), sha256(stream));
  }

  static StreamStatus of(byte[] allHead, byte[] allTail, long claimed, String claimedDigest) {
    long came = (long) allHead.length + allTail.length;
    long bytes = Math.max(came, claimed);
    var head = Arrays.copyOf(allHead, Math.min(allHead.length, Bounds.CAPTURE));
    var tail =
        Arrays.copyOfRange(allTail, Math.max(0, allTail.length - Bounds.CAPTURE), allTail.length);
    boolean gap = bytes > (long) head.length + tail.length;
    int severed = bytes > head.length ? severed(head) : 0;
    var first = text(head, 0, head.length - severed);
    // A character that lies across the border belongs to the tail, and is gone if there is a gap.
    var last =
        gap
            ? text(tail, strays(tail), tail.length)
            : text(join(head, head.length - severed, tail), 0, severed + tail.length);
    boolean cut = first.length() > Bounds.STREAM_TEXT || last.length() > Bounds.STREAM_TEXT;
    return new StreamStatus(
        orNull(UntrustedText.head(first, Bounds.STREAM_TEXT)),
        orNull(UntrustedText.tail(last, Bounds.STREAM_TEXT)),
        bytes,
        gap || cut,
        bytes == came ? digest(join(allHead, 0, allTail)) : claimedDigest);
  }

  static String sha256(Fields of) {
    var digest = of.text("sha256");
    if (!SHA256.matcher(digest).matches()) {
      throw new Malformed("sha256");
    }
    return digest;
  }

  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  private static String text(byte[] bytes, int from, int to) {
    return UntrustedText.block(new String(bytes, from, to - from, StandardCharsets.UTF_8));
  }

  /** How many bytes at the end begin a character that goes on beyond it. */
  private static int severed(byte[] bytes) {
    for (int back = 1; back <= Math.min(3, bytes.length); back++) {
      int b = bytes[bytes.length - back] & 0xFF;
      if (b >= 0xC0) {
        int needed = b >= 0xF5 ? 1 : b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC2 ? 2 : 1;
        return needed > back ? back : 0;
      }
      if (b < 0x80) {
        return 0;
      }
    }
    return 0;
  }

  /** How many bytes at the beginning end a character that began before it. */
  private static int strays(byte[] bytes) {
    int count = 0;
    while (count < Math.min(3, bytes.length) && (bytes[count] & 0xC0) == 0x80) {
      count++;
    }
    return count;
  }

  private static byte[] join(byte[] first, int from, byte[] second) {
    var joined = Arrays.copyOfRange(first, from, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length - from, second.length);
    return joined;
  }

  /** As it will come back from the API server, which leaves out what is empty. */
  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
