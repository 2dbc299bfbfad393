package dev.codesession.guest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.codesession.guest.Reading.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the vectors do not say. */
class FrameReaderTest {
  private final Warden warden = Warden.ofVectors();
  private final FrameReader reader = warden.reader();

  private Reading started(String json) {
    return reader.read(warden.line("STARTED", json));
  }

  private static Reading.Dropped dropped(Reason reason) {
    return new Reading.Dropped(reason);
  }

  private static String padded(int bytes) {
    var shell = "{\"run\":1,\"sinceStartMillis\":1,\"x\":[\"\"]}";
    var filler = new StringBuilder();
    int missing = bytes - shell.length();
    while (missing > 1_000_000) {
      filler.append("\",\"").append("x".repeat(999_997));
      missing -= 1_000_000;
    }
    return shell.replace("[\"", "[\"" + filler + "x".repeat(missing));
  }

  @Test
  void aLineAtTheCapIsReadAndOneByteMoreIsNot() {
    int header = warden.line("STARTED", 1, new byte[0]).length;
    var body = padded((4 << 20) - 1 - header).getBytes(StandardCharsets.UTF_8);
    assertThat(reader.read(warden.line("STARTED", 1, body))).isInstanceOf(Reading.Accepted.class);
    var longer = padded((4 << 20) - header).getBytes(StandardCharsets.UTF_8);
    assertThat(reader.read(warden.line("STARTED", 1, longer))).isEqualTo(dropped(Reason.TooLong));
  }

  @Test
  void aProofHasACapOfItsOwn() {
    var proof = Vectors.body("proof");
    proof.put("future", "x".repeat(64 << 10));
    assertThat(warden.read("PROOF", proof)).isEqualTo(dropped(Reason.TooLong));
    proof.put("future", "x".repeat(60 << 10));
    assertThat(warden.read("PROOF", proof)).isInstanceOf(Reading.Accepted.class);
  }

  @Test
  void sequencesGoUpToTheLargestLong() {
    var body = "{\"run\":1,\"sinceStartMillis\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(reader.read(warden.line("STARTED", Long.MAX_VALUE, body)))
        .isInstanceOf(Reading.Accepted.class);
    assertThat(reader.read("cs1 STARTED 9223372036854775808 - {}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(dropped(Reason.BadSequence));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"run\":1.0,\"sinceStartMillis\":1}",
        "{\"run\":1e0,\"sinceStartMillis\":1}",
        "{\"run\":\"1\",\"sinceStartMillis\":1}",
        "{\"run\":true,\"sinceStartMillis\":1}",
        "{\"run\":null,\"sinceStartMillis\":1}",
        "{\"run\":[1],\"sinceStartMillis\":1}",
        "{\"run\":0,\"sinceStartMillis\":1}",
        "{\"run\":-1,\"sinceStartMillis\":1}",
        "{\"run\":01,\"sinceStartMillis\":1}",
        "{\"run\":NaN,\"sinceStartMillis\":1}",
        "{\"run\":2147483648,\"sinceStartMillis\":1}",
        "{\"run\":18446744073709551617,\"sinceStartMillis\":1}",
        "{\"run\":1,\"sinceStartMillis\":9007199254740992}",
        "{\"run\":1,\"sinceStartMillis\":-1}",
        "{\"run\":1,\"run\":1,\"sinceStartMillis\":1}",
        "{\"run\":1,\"sinceStartMillis\":1,\"x\":{\"a\":1,\"a\":2}}",
        "{\"run\":1,\"sinceStartMillis\":1,}",
        "{\"run\":1,\"sinceStartMillis\":1}x",
        "{\"run\":1,\"sinceStartMillis\":1}{\"run\":1,\"sinceStartMillis\":1}",
        "{'run':1,'sinceStartMillis':1}",
        "{run:1,sinceStartMillis:1}",
        "{\"run\":1,\"sinceStartMillis\":1/**/}",
        " {\"run\":1,\"sinceStartMillis\":1}",
        "\uFEFF{\"run\":1,\"sinceStartMillis\":1}",
        "{\"run\":1,\"sinceStartMillis\":1,\"x\":\"\t\"}",
        "null",
        "",
      })
  void typesAreStrict(String json) {
    assertThat(started(json)).isEqualTo(dropped(Reason.BadBody));
  }

  @Test
  void hugeNumbersAndNamesAreRefused() {
    assertThat(started("{\"run\":1,\"sinceStartMillis\":1,\"x\":" + "9".repeat(100_000) + "}"))
        .isEqualTo(dropped(Reason.BadBody));
    assertThat(started("{\"run\":1,\"sinceStartMillis\":1,\"x\":1e999999999}"))
        .isInstanceOf(Reading.Accepted.class);
    assertThat(started("{\"run\":1e999999999,\"sinceStartMillis\":1}"))
        .isEqualTo(dropped(Reason.BadBody));
    assertThat(started("{\"run\":1,\"sinceStartMillis\":1,\"" + "n".repeat(300) + "\":1}"))
        .isEqualTo(dropped(Reason.BadBody));
  }

  @Test
  void nestingEndsAtSixteen() {
    var start = "{\"run\":1,\"sinceStartMillis\":1,\"x\":";
    assertThat(started(start + "[".repeat(15) + "]".repeat(15) + "}"))
        .isInstanceOf(Reading.Accepted.class);
    assertThat(started(start + "[".repeat(16) + "]".repeat(16) + "}"))
        .isEqualTo(dropped(Reason.BadBody));
    assertThat(started("{\"x\":" + "[".repeat(2_000_000) + "}")).isEqualTo(dropped(Reason.BadBody));
    assertThat(started("{\"x\":".repeat(500_000))).isEqualTo(dropped(Reason.BadBody));
  }

  /** As a tree four megabytes of brackets would be hundreds. */
  @Test
  void manySmallThingsAreRefused() {
    assertThat(
            started("{\"run\":1,\"sinceStartMillis\":1,\"x\":[" + "{},".repeat(1_000_000) + "{}]}"))
        .isEqualTo(dropped(Reason.BadBody));
  }

  @Test
  void onlyUtf8IsRead() {
    var body = "{\"run\":1,\"sinceStartMillis\":1}";
    for (var charset :
        new Charset[] {
          StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("UTF-32LE")
        }) {
      assertThat(reader.read(warden.line("STARTED", 1, body.getBytes(charset))))
          .isEqualTo(dropped(Reason.BadBody));
    }
    var overlong =
        "{\"run\":1,\"sinceStartMillis\":1,\"x\":\"??\"}".getBytes(StandardCharsets.UTF_8);
    overlong[overlong.length - 4] = (byte) 0xC0;
    overlong[overlong.length - 3] = (byte) 0xAF;
    assertThat(reader.read(warden.line("STARTED", 1, overlong))).isEqualTo(dropped(Reason.BadBody));
  }

  @Test
  void whatHasNoSealIsNotParsed() {
    var line = warden.line("STARTED", "[".repeat(100_000));
    line[20] ^= 1;
    assertThat(reader.read(line)).isEqualTo(dropped(Reason.BadSeal));
  }

  @Test
  void aLineWithACarriageReturnIsNotTheLine() {
    var line = Vectors.lineOf("started");
    assertThat(reader.read(Arrays.copyOf(line, line.length + 1)))
        .isEqualTo(dropped(Reason.BadSeal));
  }

  @Test
  void aProofWithoutAnyOfItsPartsIsDropped() {
    for (var name :
        new String[] {
          "nonce", "warden", "state", "kernel", "network", "reach", "identity", "confinement"
        }) {
      assertThat(proof(p -> p.remove(name))).as(name).isEqualTo(dropped(Reason.BadBody));
    }
    for (var part : new String[] {"kernel", "network", "identity", "confinement"}) {
      Vectors.body("proof")
          .get(part)
          .fieldNames()
          .forEachRemaining(
              name ->
                  assertThat(proof(p -> ((ObjectNode) p.get(part)).remove(name)))
                      .as(name)
                      .isEqualTo(dropped(Reason.BadBody)));
    }
  }

  @Test
  void aProofThatSaysTooMuchIsDropped() {
    assertThat(proof(p -> p.withArray("/network/interfaces").removeAll()))
        .isInstanceOf(Reading.Accepted.class);
    assertThat(
            proof(
                p -> {
                  for (int i = 0; i < 65; i++) {
                    p.withArray("/network/resolvers").add("1.1.1.1");
                  }
                }))
        .isEqualTo(dropped(Reason.BadBody));
    assertThat(proof(p -> p.put("nonce", "AAAA"))).isEqualTo(dropped(Reason.BadBody));
    assertThat(proof(p -> p.put("state", "Confused"))).isEqualTo(dropped(Reason.BadBody));
    assertThat(proof(p -> p.withObject("/identity/capabilities").put("effective", "0x")))
        .isEqualTo(dropped(Reason.BadBody));
    assertThat(proof(p -> p.withArray("/confinement/features").add("OfTheFuture")))
        .isInstanceOf(Reading.Accepted.class);
    assertThat(proof(p -> ((ObjectNode) p.get("reach").get(0)).put("outcome", "Perhaps")))
        .isEqualTo(dropped(Reason.BadBody));
  }

  @Test
  void theTextsOfAProofAreCleanAndShort() {
    var reading =
        (Reading.Accepted)
            proof(
                p -> p.withObject("/kernel").put("release", "6.12\u001b[2J\n" + "x".repeat(1000)));
    var release = ((GuestFrame.Proof) reading.frame()).proof().kernel().release();
    assertThat(release).startsWith("6.12\\u001b[2J\\u000ax").hasSize(128).endsWith("…");
  }

  private Reading proof(Consumer<ObjectNode> change) {
    var proof = Vectors.body("proof");
    change.accept(proof);
    return warden.read("PROOF", proof);
  }
}
