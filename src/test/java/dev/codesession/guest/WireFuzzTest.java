package dev.codesession.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Bytes of every kind, unsealed and, as from a guest gone bad, sealed: a reading comes out, never
 * an exception.
 */
class WireFuzzTest {
  private static final List<String> WORDS =
      List.of("PROOF", "STARTED", "PONG", "RESULT", "SUMMARY");
  private static final List<String> BODIES =
      List.of("proof", "started", "pong", "result", "summary of a result");

  /** Pieces a JSON mutation is made of. */
  private static final List<String> PIECES =
      List.of(
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "null",
          "-1",
          "1e9",
          "\\u0000",
          "\\ud83d",
          "true",
          "\"x\"",
          "\u0000",
          "0",
          "9999999999999999999",
          "\\",
          "\n",
          "é",
          "../");

  private final Warden warden = Warden.ofVectors();
  private final FrameReader reader = warden.reader();

  @Test
  void whatAFuzzerFoundIsStillHarmless() throws IOException {
    try (var seeds = WireFuzzTest.class.getResourceAsStream("/guest/fuzz-seeds.txt")) {
      var lines = new String(seeds.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
      assertThat(lines).hasSizeGreaterThan(50);
      lines.forEach(line -> WireFuzzTarget.fuzzerTestOneInput(Base64.getDecoder().decode(line)));
    }
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
  }

  @Property(tries = 5000)
  void anyBytesAreDropped(@ForAll("bytes") byte[] line) {
    assertThat(reader.read(line)).isInstanceOf(Reading.Dropped.class);
  }

  @Property(tries = 3000)
  void anyMutationOfOneByteIsDropped(
      @ForAll @IntRange(max = 4) int which,
      @ForAll @IntRange(max = 100_000) int at,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    var line = Vectors.lineOf(BODIES.get(which));
    line[at % line.length] ^= (byte) change;
    assertThat(reader.read(line)).isInstanceOf(Reading.Dropped.class);
  }

  @Property(tries = 2000)
  void anyInsertionOrDeletionIsDropped(
      @ForAll @IntRange(max = 4) int which,
      @ForAll @IntRange(max = 100_000) int at,
      @ForAll byte extra) {
    var line = Vectors.lineOf(BODIES.get(which));
    int cut = at % line.length;
    var text = new String(line, StandardCharsets.ISO_8859_1);
    var longer = text.substring(0, cut) + (char) (extra & 0xFF) + text.substring(cut);
    var shorter = text.substring(0, cut) + text.substring(cut + 1);
    assertThat(reader.read(longer.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(Reading.Dropped.class);
    assertThat(reader.read(shorter.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(Reading.Dropped.class);
  }

  @Property(tries = 5000)
  void sealedBytesNeverThrow(@ForAll @IntRange(max = 4) int which, @ForAll("bytes") byte[] body) {
    assertThat(reader.read(warden.line(WORDS.get(which), 1, body)))
        .isEqualTo(new Reading.Dropped(Reading.Reason.BadBody));
  }

  @Property(tries = 5000)
  void sealedMutationsNeverThrow(
      @ForAll @IntRange(max = 3) int which,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1_000_000) Integer> edits) {
    var body = edited(Vectors.body(BODIES.get(which)).toString(), edits);
    var reading =
        reader.read(warden.line(WORDS.get(which), 1, body.getBytes(StandardCharsets.UTF_8)));
    WireFuzzTarget.check(reading);
    if (which == 3) {
      WireFuzzTarget.check(reader.read(warden.summary(body.getBytes(StandardCharsets.UTF_8))));
    }
  }

  @Property(tries = 3000)
  void whatIsPackedNeverThrows(
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 1_000_000) Integer> edits) {
    var packed = Warden.zlib(Vectors.body("result").toString().getBytes(StandardCharsets.UTF_8));
    edits.forEach(edit -> packed[edit % packed.length] ^= (byte) (1 + edit % 255));
    var body = "{\"z\":\"" + Base64.getEncoder().encodeToString(packed) + "\"}";
    WireFuzzTarget.check(reader.read(warden.line("SUMMARY", body)));
  }

  @Property(tries = 1000)
  void logsAndMessagesNeverThrow(
      @ForAll("bytes") byte[] noise, @ForAll @IntRange(max = 5000) int cut) {
    var log = Warden.withNewlines(noise, Vectors.lineOf("started"), Vectors.lineOf("result"));
    var replay = LogReplay.read(Arrays.copyOf(log, Math.min(cut, log.length)), reader);
    assertThat(replay.result().isPresent()).isEqualTo(cut >= log.length - 1);
    assertThat(TerminationSummary.read(new String(noise, StandardCharsets.UTF_8), reader))
        .isEqualTo(new TerminationSummary.Absent());
  }

  private static String edited(String json, List<Integer> edits) {
    var text = new StringBuilder(json);
    for (int edit : edits) {
      int at = edit % text.length();
      var piece = PIECES.get(edit / 7 % PIECES.size());
      switch (edit % 3) {
        case 0 -> text.insert(at, piece);
        case 1 -> text.replace(at, Math.min(text.length(), at + piece.length()), piece);
        default -> text.delete(at, Math.min(text.length() - 1, at + 1 + edit % 20));
      }
    }
    return text.toString();
  }
}
