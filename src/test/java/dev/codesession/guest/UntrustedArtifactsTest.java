package dev.codesession.guest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.OmittedArtifact;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntrustedArtifactsTest {
  private static ObjectNode artifact(String path, byte[] content) {
    return Warden.json("{}")
        .put("path", path)
        .put("bytes", content.length)
        .put("sha256", UntrustedStream.digest(content))
        .put("mediaType", "text/plain")
        .put("data", Base64.getEncoder().encodeToString(content));
  }

  private static UntrustedArtifacts read(ObjectNode... artifacts) {
    return UntrustedArtifacts.read(fields(artifacts), List.of());
  }

  private static List<Fields> fields(ObjectNode... objects) {
    var fields = new ArrayList<Fields>();
    for (var object : objects) {
      fields.add(new Fields(object));
    }
    return fields;
  }

  private static UntrustedArtifacts changed(Consumer<ObjectNode> change) {
    var artifact = artifact("a.txt", new byte[] {1, 2, 3});
    change.accept(artifact);
    return read(artifact);
  }

  private static void isOmitted(UntrustedArtifacts read, String reason) {
    assertThat(read.kept()).isEmpty();
    assertThat(read.omitted()).extracting(OmittedArtifact::reason).containsExactly(reason);
  }

  @Test
  void contentThatIsWhatItClaimsIsKept() {
    assertThat(changed(a -> {}).kept())
        .extracting(ArtifactStatus::path, ArtifactStatus::bytes, ArtifactStatus::data)
        .containsExactly(Tuple.tuple("a.txt", 3L, "AQID"));
    assertThat(read(artifact("empty", new byte[0])).kept()).hasSize(1);
  }

  @Test
  void forgedContentIsCorrupt() {
    isOmitted(changed(a -> a.put("sha256", "0".repeat(64))), "Corrupt");
    isOmitted(changed(a -> a.put("bytes", 4)), "Corrupt");
    isOmitted(changed(a -> a.put("bytes", 0)), "Corrupt");
    isOmitted(changed(a -> a.put("data", "AQIE")), "Corrupt");
    isOmitted(changed(a -> a.put("data", "AQI")), "Corrupt");
    isOmitted(changed(a -> a.put("data", "")), "Corrupt");
    isOmitted(changed(a -> a.put("data", "A Q I D")), "Corrupt");
    isOmitted(changed(a -> a.remove("data")), "Lost");
    isOmitted(changed(a -> a.putNull("data")), "Lost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "..",
        "../a",
        "a/../b",
        "a/..",
        ".",
        "./a",
        "a/./b",
        "a//b",
        "a/",
        "/",
        "a\\b",
        "..\\a",
        "a\u0000b",
        "a\nb",
        "a\u001b[2J",
        "a\u202Etxt.exe",
        "a\u200Bb",
        "a\uD83Db",
        "\uFEFFa"
      })
  void pathsThatAreNotPlainAreNotKept(String path) {
    isOmitted(changed(a -> a.put("path", path)), "BadPath");
    assertThat(
            UntrustedTextTest.isClean(
                changed(a -> a.put("path", path)).omitted().getFirst().path(), ""))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a/b/c.txt",
        "...",
        ".hidden",
        "a..b",
        "a b",
        "größe/☃.png",
        "~",
        "-rf",
        "C:"
      })
  void otherPathsAre(String path) {
    assertThat(changed(a -> a.put("path", path)).kept())
        .extracting(ArtifactStatus::path)
        .containsExactly(path);
  }

  @Test
  void pathsHaveALength() {
    assertThat(changed(a -> a.put("path", "x".repeat(255))).kept()).hasSize(1);
    isOmitted(changed(a -> a.put("path", "x".repeat(256))), "BadPath");
    assertThat(changed(a -> a.put("path", "x".repeat(256))).omitted().getFirst().path())
        .hasSize(255);
  }

  @Test
  void aPathIsTakenOnce() {
    var both = read(artifact("a", new byte[] {1}), artifact("a", new byte[] {2}));
    assertThat(both.kept()).extracting(ArtifactStatus::data).containsExactly("AQ==");
    assertThat(both.omitted()).containsExactly(new OmittedArtifact("a", "Duplicate"));
  }

  @Test
  void thereAreAtMostSixtyFour() {
    var many =
        IntStream.range(0, 70)
            .mapToObj(i -> artifact("f" + i, new byte[] {1}))
            .toArray(ObjectNode[]::new);
    assertThat(read(many).kept()).hasSize(64);
    assertThat(read(many).omitted()).hasSize(6).allMatch(o -> o.reason().equals("TooMany"));
  }

  @Test
  void togetherTheyHaveABudget() {
    var files =
        read(
            artifact("a", new byte[600_000]),
            artifact("b", new byte[400_001]),
            artifact("c", new byte[400_000]),
            artifact("d", new byte[1]));
    assertThat(files.kept()).extracting(ArtifactStatus::path).containsExactly("a", "c");
    assertThat(files.omitted())
        .containsExactly(
            new OmittedArtifact("b", "BudgetSpent"), new OmittedArtifact("d", "BudgetSpent"));
  }

  @Test
  void aMediaTypeIsAMediaTypeOrNothing() {
    assertThat(changed(a -> a.put("mediaType", "image/svg+xml")).kept().getFirst().mediaType())
        .isEqualTo("image/svg+xml");
    for (var wrong :
        new String[] {
          "",
          "text",
          "text/html; charset=x",
          "TEXT/HTML",
          "a/b/c",
          "text/html\n",
          "x".repeat(65) + "/y"
        }) {
      assertThat(changed(a -> a.put("mediaType", wrong)).kept().getFirst().mediaType())
          .isEqualTo("application/octet-stream");
    }
  }

  @Test
  void omissionsAreCleanAndNotEndless() {
    var many =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    new Fields(
                        Warden.json("{}")
                            .put("path", "\u001b" + "p".repeat(300))
                            .put("reason", i == 0 ? "TooLarge" : "<b>")))
            .toList();
    var omitted = UntrustedArtifacts.read(List.of(), many).omitted();
    assertThat(omitted).hasSize(128);
    assertThat(omitted.getFirst().reason()).isEqualTo("TooLarge");
    assertThat(omitted.getLast().reason()).isEqualTo("Unknown");
    assertThat(omitted).allSatisfy(o -> assertThat(o.path()).startsWith("\\u001bp").hasSize(255));
  }
}
