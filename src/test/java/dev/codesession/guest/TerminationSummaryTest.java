package dev.codesession.guest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.codesession.guest.Reading.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TerminationSummaryTest {
  private final Warden warden = Warden.ofVectors();
  private final String start = text(Vectors.lineOf("summary of a start"));
  private final String sealed = text(Vectors.lineOf("summary of a result"));

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }

  private TerminationSummary read(String message) {
    return TerminationSummary.read(message, warden.reader());
  }

  @Test
  void nothingSealedIsAbsent() {
    assertThat(read("")).isEqualTo(new TerminationSummary.Absent());
    assertThat(read("OOM")).isEqualTo(new TerminationSummary.Absent());
    assertThat(read(text(Vectors.lineOf("started")))).isEqualTo(new TerminationSummary.Absent());
    var other = new Warden(Vectors.KEY, "another", 1).summary(Vectors.body("result"));
    assertThat(read(text(other))).isEqualTo(new TerminationSummary.Absent());
  }

  @Test
  void aStartIsAStart() {
    assertThat(read(start)).isEqualTo(new TerminationSummary.StartedOnly());
    assertThat(read("\n  " + start + " \n\n")).isEqualTo(new TerminationSummary.StartedOnly());
  }

  @Test
  void aResultComesWithoutItsFiles() {
    var summary = read(sealed + "\n");
    assertThat(summary).isInstanceOf(TerminationSummary.Sealed.class);
    var result = ((TerminationSummary.Sealed) summary).result();
    assertThat(result.ending()).isEqualTo(Result.Ending.Exited);
    assertThat(result.exitCode()).isZero();
    assertThat(result.artifacts()).allSatisfy(a -> assertThat(a.data()).isNotNull());
  }

  @Test
  void filesWithoutContentAreLost() {
    var body = Vectors.body("result");
    ((ObjectNode) body.get("artifacts").get(0)).remove("data");
    var summary = (TerminationSummary.Sealed) read(text(warden.summary(body)));
    assertThat(summary.result().artifacts()).isEmpty();
    assertThat(summary.result().artifactsOmitted())
        .anySatisfy(o -> assertThat(o.path() + o.reason()).isEqualTo("out/plot.pngLost"));
  }

  @Test
  void theStrongestStatementCountsWhateverStandsAround() {
    assertThat(read(start + "\n" + sealed)).isInstanceOf(TerminationSummary.Sealed.class);
    assertThat(read(sealed + "\n" + start)).isInstanceOf(TerminationSummary.Sealed.class);
    assertThat(read("forged\n" + sealed + "\ncs1 SUMMARY 99 - {}"))
        .isInstanceOf(TerminationSummary.Sealed.class);
  }

  @Test
  void aCutOrForgedOneIsAbsent() {
    assertThat(read(sealed.substring(0, sealed.length() - 1)))
        .isEqualTo(new TerminationSummary.Absent());
    assertThat(read(sealed.substring(1))).isEqualTo(new TerminationSummary.Absent());
    assertThat(read(sealed.replace("SUMMARY 6", "SUMMARY 7")))
        .isEqualTo(new TerminationSummary.Absent());
    assertThat(read(sealed + "x".repeat(5000))).isEqualTo(new TerminationSummary.Absent());
  }

  /** Cut and mutated at every position: never a result, never an exception. */
  @Test
  void noPositionIsSpecial() {
    var line = Vectors.lineOf("summary of a result");
    for (int i = 0; i < line.length; i++) {
      var changed = line.clone();
      changed[i] ^= 1;
      assertThat(warden.reader().read(changed)).isInstanceOf(Reading.Dropped.class);
      assertThat(warden.reader().read(Arrays.copyOf(line, i))).isInstanceOf(Reading.Dropped.class);
    }
  }

  @Test
  void aZipBombStopsAtTheCeiling() {
    // 2 MiB of one letter in 2 KiB; the JSON would be valid.
    var bomb =
        ("{\"state\":\"Started\",\"run\":1,\"x\":["
            + "\""
            + "x".repeat(1_000_000)
            + "\",\""
            + "x".repeat(1_000_000)
            + "\"]}");
    assertThat(warden.reader().read(warden.summary(bomb.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(new Reading.Dropped(Reason.BadBody));
    var most = "{\"state\":\"Started\",\"run\":1,\"x\":\"" + "x".repeat((256 << 10) - 34) + "\"}";
    assertThat(most).hasSize(256 << 10);
    assertThat(read(text(warden.summary(most.getBytes(StandardCharsets.UTF_8)))))
        .isEqualTo(new TerminationSummary.StartedOnly());
    var over = most.replace("\"run\":1", "\"run\":11");
    assertThat(read(text(warden.summary(over.getBytes(StandardCharsets.UTF_8)))))
        .isEqualTo(new TerminationSummary.Absent());
  }

  @Test
  void whatDoesNotUnpackIsDropped() {
    var packed = Warden.zlib("{\"state\":\"Started\",\"run\":1}".getBytes(StandardCharsets.UTF_8));
    for (var wrong :
        new byte[][] {
          {},
          {1, 2, 3},
          Arrays.copyOf(packed, packed.length - 1),
          Arrays.copyOf(packed, packed.length + 1)
        }) {
      var line =
          warden.line("SUMMARY", "{\"z\":\"" + Base64.getEncoder().encodeToString(wrong) + "\"}");
      assertThat(warden.reader().read(line)).isEqualTo(new Reading.Dropped(Reason.BadBody));
    }
  }

  @Test
  void contentThatIsNeitherIsDropped() {
    for (var content :
        new String[] {
          "{}",
          "[]",
          "{\"state\":\"Ready\",\"run\":1}",
          "{\"state\":\"Started\"}",
          "{\"ending\":\"Exited\"}"
        }) {
      var line = warden.summary(content.getBytes(StandardCharsets.UTF_8));
      assertThat(warden.reader().read(line)).isEqualTo(new Reading.Dropped(Reason.BadBody));
    }
  }
}
