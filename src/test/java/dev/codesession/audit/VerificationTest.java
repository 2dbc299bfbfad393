package dev.codesession.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chain that was touched is caught, and what was touched is named. */
final class VerificationTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private final Chain.Grown grown = chain(5);
  private final List<String> lines = new ArrayList<>(grown.lines());
  private final Anchor anchor =
      new Anchor("team-a", 5, grown.head().hash(), Instant.EPOCH, List.of(), List.of());

  private static Chain.Grown chain(int records) {
    return Chain.append(
        "team-a",
        Chain.Head.NONE,
        IntStream.rangeClosed(1, records)
            .mapToObj(
                i ->
                    Map.<String, Object>of(
                        "type", AuditRecords.TYPE, "session", Map.of("uid", "uid-" + i), "n", i))
            .toList());
  }

  @Test
  void anUntouchedChainIsSound() {
    lines.add(1, "{\"level\":\"INFO\",\"formattedMessage\":\"a log line\"}");
    lines.add("");
    var report = report(List.of(anchor));
    assertThat(report.findings()).isEmpty();
    assertThat(report.records()).isEqualTo(5);
    assertThat(report.chains()).isEqualTo(1);
  }

  @Test
  void aLineThatStandsThereTwiceIsNoFault() {
    lines.add(3, lines.get(2));
    lines.add(lines.get(0));
    assertThat(report(List.of(anchor)).findings()).isEmpty();
  }

  @Test
  void anEditedRecordIsNamed() {
    lines.set(2, lines.get(2).replace("\"n\":3", "\"n\":4"));
    assertThat(report(List.of(anchor)).findings())
        .containsExactly(
            "record team-a#3 (line 3, session uid-3) was edited: its digest is not that of its content");
  }

  @Test
  void anEditedRecordWithANewDigestBreaksTheNextLink() {
    var forged = new TreeMap<String, Object>();
    forged.put("type", AuditRecords.TYPE);
    forged.put("session", Map.of("uid", "uid-3"));
    forged.put("n", 99);
    var two = CanonicalJson.read(lines.get(1)).get("hash").asText();
    lines.set(
        2, Chain.append("team-a", new Chain.Head(2, two), List.of(forged)).lines().getFirst());
    assertThat(report(List.of(anchor)).findings())
        .singleElement()
        .asString()
        .contains("record team-a#4")
        .contains("does not follow record team-a#3");
  }

  @Test
  void aRemovedRecordIsNamed() {
    lines.remove(2);
    assertThat(report(List.of(anchor)).findings())
        .singleElement()
        .asString()
        .startsWith("chain team-a: records #3 are missing before record team-a#4");
  }

  @Test
  void aRemovedBeginningIsNamed() {
    lines.subList(0, 2).clear();
    assertThat(report(List.of(anchor)).findings())
        .singleElement()
        .asString()
        .contains("records #1 to #2 are missing");
  }

  @Test
  void aMovedRecordIsNamed() {
    lines.add(4, lines.remove(1));
    assertThat(report(List.of(anchor)).findings())
        .containsExactly("record team-a#2 (line 5, session uid-2) was moved: it stands behind #5");
  }

  @Test
  void aCutShowsWithTheAnchorOnly() {
    lines.subList(3, 5).clear();
    assertThat(report(List.of()).findings()).isEmpty();
    assertThat(report(List.of(anchor)).findings())
        .containsExactly("chain team-a was cut off: records #4 to #5 of its anchor are missing");
  }

  @Test
  void aRemovedFileShowsWithTheAnchor() {
    lines.clear();
    assertThat(report(List.of(anchor)).findings()).hasSize(1);
  }

  @Test
  void aRewrittenChainIsNotTheAnchoredOne() {
    var other = chain(4);
    lines.clear();
    lines.addAll(other.lines());
    lines.addAll(
        Chain.append(
                "team-a",
                other.head(),
                List.of(
                    Map.of("type", AuditRecords.TYPE, "session", Map.of("uid", "uid-5"), "n", "x")))
            .lines());
    assertThat(report(List.of(anchor)).findings())
        .singleElement()
        .asString()
        .endsWith("is not the one that the anchor names");
  }

  @Test
  void aDamagedLineIsNamedAndStopsNothing() {
    lines.set(1, lines.get(1).substring(0, 90) + "\"" + AuditRecords.TYPE + "\"");
    assertThat(report(List.of(anchor)).findings()).hasSizeGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "EC"})
  void checkpointsAreSignedAndHeldAgainstTheRecords(String algorithm) throws Exception {
    var pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    lines.add(Checkpoint.line(anchor, NOW, pair.getPrivate()));
    assertThat(signed(pair)).isEmpty();
    var stranger = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    assertThat(signed(stranger))
        .containsExactly(
            "the checkpoint in line 6 is not signed with this key",
            "there is no checkpoint signed with this key");
    lines.remove(4);
    assertThat(signed(pair)).containsExactly("record team-a#5 is not the one that was signed");
  }

  /** Vectors of RFC 8785 as far as they concern what is written here. */
  @Test
  void canonicalMeansSortedByUtf16ShortestEscapesSmallDigits() {
    assertThat(
            CanonicalJson.write(
                Map.of(
                    "\u20ac", "Euro Sign",
                    "\r", "Carriage Return",
                    "\ufb33", "Hebrew Letter Dalet With Dagesh",
                    "1", "One",
                    "\ud83d\ude00", "Emoji: Grinning Face",
                    "\u0080", "Control",
                    "\u00f6", "Latin Small Letter O With Diaeresis")))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    assertThat(CanonicalJson.write(Map.of("a", "\u001f\b\f\n\t/\\\"\u007f</é")))
        .isEqualTo("{\"a\":\"\\u001f\\b\\f\\n\\t/\\\\\\\"\u007f</é\"}");
    assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.write(Map.of("a", 0.5)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CanonicalJson.write(Map.of("a", 1L << 53)));
  }

  private Verification.Report report(List<Anchor> anchors) {
    var verification = new Verification();
    lines.forEach(verification::line);
    return verification.report(anchors);
  }

  private List<String> signed(KeyPair pair) {
    var pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    var checkpoints = new SignedCheckpoints(pem);
    lines.forEach(checkpoints::line);
    var verification = new Verification();
    lines.forEach(verification::line);
    return checkpoints.findings(verification);
  }
}
