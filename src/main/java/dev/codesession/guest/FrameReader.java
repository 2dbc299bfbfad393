package dev.codesession.guest;

import dev.codesession.guest.Reading.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of one pod. Without state: a repeated line is accepted again, what it means is
 * for the conversation to know.
 */
public final class FrameReader {
  private static final byte[] MAGIC = {'c', 's', '1', ' '};

  private final Seal seal;

  public FrameReader(SealKey key, String sessionUid, int attempt) {
    seal = new Seal(key, sessionUid, attempt);
  }

  /** What a guest may say, and how long the line may be. */
  private enum Word {
    PROOF(Bounds.PROOF_LINE),
    STARTED(Bounds.LINE),
    PONG(Bounds.LINE),
    VIOLATION(Bounds.PROOF_LINE),
    RESULT(Bounds.LINE),
    SUMMARY(Bounds.SUMMARY_LINE);

    private final int cap;

    Word(int cap) {
      this.cap = cap;
    }

    static @Nullable Word of(byte[] line, Span span) {
      for (Word word : values()) {
        if (word.name().length() == span.length() && word.name().equals(span.text(line))) {
          return word;
        }
      }
      return null;
    }
  }

  private record Span(int from, int to) {
    int length() {
      return to - from;
    }

    String text(byte[] line) {
      return new String(line, from, length(), StandardCharsets.ISO_8859_1);
    }

    byte[] bytes(byte[] line) {
      return Arrays.copyOfRange(line, from, to);
    }
  }

  private record Header(Span word, Span sequence, Span mac, Span body) {}

  /** Checks in the order of the protocol: nothing without a valid seal reaches a parser. */
  public Reading read(byte[] line) {
    if (line.length >= Bounds.LINE) {
      return new Reading.Dropped(Reason.TooLong);
    }
    var header = header(line);
    if (header == null) {
      return new Reading.Dropped(Reason.NotAFrame);
    }
    var word = Word.of(line, header.word());
    if (word == null) {
      return new Reading.Dropped(Reason.UnknownType);
    }
    if (line.length >= word.cap) {
      return new Reading.Dropped(Reason.TooLong);
    }
    long sequence = sequence(line, header.sequence());
    if (sequence == 0) {
      return new Reading.Dropped(Reason.BadSequence);
    }
    var body = header.body().bytes(line);
    if (!seal.holds(Seal.Direction.G2O, word.name(), sequence, body, header.mac().bytes(line))) {
      return new Reading.Dropped(Reason.BadSeal);
    }
    try {
      return new Reading.Accepted(frame(word, Json.read(body)), sequence);
    } catch (Malformed e) {
      return new Reading.Dropped(Reason.BadBody);
    }
  }

  private static GuestFrame frame(Word word, Fields body) {
    return switch (word) {
      case PROOF -> new GuestFrame.Proof(ProofReader.read(body));
      case STARTED -> BodyReader.started(body);
      case PONG -> BodyReader.pong(body);
      case VIOLATION ->
          new GuestFrame.Violated(
              BodyReader.run(body), FindingsReader.violation(body.fields("violation")));
      case RESULT -> new GuestFrame.Results(ResultReader.read(body));
      case SUMMARY -> BodyReader.summary(body);
    };
  }

  private static @Nullable Header header(byte[] line) {
    if (!Arrays.equals(line, 0, Math.min(MAGIC.length, line.length), MAGIC, 0, MAGIC.length)) {
      return null;
    }
    int word = space(line, MAGIC.length);
    int sequence = space(line, word + 1);
    int mac = space(line, sequence + 1);
    boolean whole =
        word > MAGIC.length && sequence > word + 1 && mac > sequence + 1 && mac < line.length;
    if (!whole) {
      return null;
    }
    return new Header(
        new Span(MAGIC.length, word),
        new Span(word + 1, sequence),
        new Span(sequence + 1, mac),
        new Span(mac + 1, line.length));
  }

  /** Index of the next space; the end of the line if there is none. */
  private static int space(byte[] line, int from) {
    int at = from;
    while (at < line.length && line[at] != ' ') {
      at++;
    }
    return at;
  }

  /** Zero unless it is a decimal number from 1 to the largest long, without leading zeros. */
  private static long sequence(byte[] line, Span digits) {
    if (digits.length() > 19 || line[digits.from()] == '0') {
      return 0;
    }
    long number = 0;
    for (int i = digits.from(); i < digits.to(); i++) {
      if (line[i] < '0' || line[i] > '9') {
        return 0;
      }
      number = number * 10 + (line[i] - '0');
    }
    return Math.max(number, 0);
  }
}
