package dev.codesession.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ids, hostile text, and what may leave. */
final class IncidentTest {
  @Test
  void theIdFollowsFromWhatHappenedAndNothingElse() {
    assertThat(IncidentExamples.violation("a").id())
        .isEqualTo(IncidentExamples.violation("a").id())
        .isNotEqualTo(IncidentExamples.violation("b").id())
        .matches("csi-[0-9a-f]{32}");
    assertThat(Incident.id(IncidentKind.Violation, "uid", "ab", "c"))
        .isNotEqualTo(Incident.id(IncidentKind.Violation, "uid", "a", "bc"));
  }

  @Test
  void hostileTextIsEscapedAndCapped() {
    var text = IncidentExamples.violation("<!channel> \u001b[31m\n`x` \u202e" + "a".repeat(9999));
    assertThat(text.detail())
        .startsWith("\\u003c!channel\\u003e \\u001b\\u005b31m\\u000a\\u0060x\\u0060 \\u202e")
        .hasSizeLessThanOrEqualTo(512)
        .endsWith("…");
    assertThat(HostileText.of(text.detail(), 512)).isEqualTo(text.detail());
    assertThat(HostileText.of("\ud800x", 9)).isEqualTo("\uFFFDx");
    assertThat(HostileText.of("\ud83d\ude00".repeat(5), 4)).isEqualTo("\ud83d\ude00…");
  }

  @Test
  void metadataHasNoTextAndNoNamesOfPeopleOrTheirThings() {
    var bare = Profile.MetadataOnly.of(IncidentExamples.violation("secret path"));
    assertThat(bare.detail()).isEmpty();
    assertThat(bare.subject())
        .isEqualTo(new Subject("team-a", "", "5f0d6f3e-uid", "default", "", "", "eu-central-1"));
    assertThat(bare.id()).isEqualTo(IncidentExamples.violation("secret path").id());
  }

  @Test
  void whatTheCodeChoseIsNotInALog() {
    assertThat(IncidentExamples.violation("secret path").toString()).doesNotContain("secret");
  }

  @Test
  void thePauseDoublesToItsCeilingAndNeverMeets() {
    var random = new Random(7);
    var pauses = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(60));
    for (int failures = 1; failures < 99; failures++) {
      long ceiling = Math.min(60_000, 250L << Math.min(failures - 1, 20));
      assertThat(pauses.after(failures, random).toMillis()).isBetween(ceiling / 2, ceiling);
    }
  }

  @Test
  void prioritiesOfAGuestAreReadTotally() {
    assertThat(Priority.of("warning")).isEqualTo(Priority.Warning);
    assertThat(Priority.of("nonsense")).isEqualTo(Priority.Critical);
    assertThat(Priority.of(null)).isEqualTo(Priority.Critical);
    assertThat(Priority.Alert.atLeast(Priority.Critical)).isTrue();
    assertThat(Priority.Notice.atLeast(Priority.Warning)).isFalse();
  }
}
