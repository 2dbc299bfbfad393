package dev.codesession.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.Condition;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.api.v1alpha1.SecretReference;
import dev.codesession.api.v1alpha1.StreamStatus;
import dev.codesession.api.v1alpha1.ViolationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a finished session goes when, and what a legal hold stops. */
final class RetentionTest {
  private static final Instant FINISHED = Given.CREATED.plusSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void textGoesBeforeTheSession() {
    var keeping = new Keeping(MINUTE, null, true, true, false);
    assertThat(decide(keeping, Duration.ZERO).recheck()).isEqualTo(MINUTE);
    assertThat(decide(keeping, MINUTE)).isEqualTo(Decision.record(new Change.Erase(true, false)));
  }

  @Test
  void artifactsGoWithTheirSecret() {
    var keeping = new Keeping(null, MINUTE, true, true, false);
    assertThat(decide(keeping, MINUTE))
        .isEqualTo(Decision.record(new Change.Erase(false, true), new Action.DeleteArtifacts()));
  }

  @Test
  void whatHasGoneIsNotErasedAgain() {
    var keeping = new Keeping(MINUTE, MINUTE, false, false, false);
    var decision = decide(keeping, MINUTE);
    assertThat(decision.change()).isEqualTo(new Change.Keep());
    assertThat(decision.recheck()).isEqualTo(Given.PLAN.ttl().minus(MINUTE));
  }

  @Test
  void theSessionGoesWithWhateverIsLeft() {
    var keeping = new Keeping(MINUTE, MINUTE, true, true, false);
    assertThat(decide(keeping, Given.PLAN.ttl()).actions())
        .containsExactly(new Action.DeleteSession());
  }

  @Test
  void aLegalHoldStopsAllOfIt() {
    var keeping = new Keeping(MINUTE, MINUTE, true, true, true);
    for (Duration age : List.of(Duration.ZERO, MINUTE, Given.PLAN.ttl().multipliedBy(9))) {
      assertThat(decide(keeping, age)).isEqualTo(Decision.wait(Duration.ofMinutes(1)));
    }
  }

  @Test
  void erasedMeansNumbersAndDigestsOnly() {
    var erased = Erasure.of(status(), true, true);
    assertThat(erased.toString()).doesNotContain("CANARY");
    assertThat(erased.stdout()).isEqualTo(new StreamStatus(null, null, 6L, false, "aa"));
    assertThat(erased.outcome().reason()).isEqualTo(OutcomeReason.PolicyViolation);
    assertThat(erased.violations().getFirst().rule()).isEqualTo("rule");
    assertThat(erased.artifacts().getFirst().sha256()).isEqualTo("bb");
    assertThat(Erasure.hasText(erased)).isFalse();
    assertThat(Erasure.hasArtifacts(erased)).isFalse();
    assertThat(Erasure.hasText(status())).isTrue();
    assertThat(Erasure.hasArtifacts(status())).isTrue();
  }

  @Test
  void oneKindLeavesTheOther() {
    assertThat(Erasure.hasArtifacts(Erasure.of(status(), true, false))).isTrue();
    assertThat(Erasure.hasText(Erasure.of(status(), false, true))).isTrue();
  }

  private static Decision decide(Keeping keeping, Duration age) {
    var seen = Given.finished(true, false).keeping(keeping).seen();
    return new Lifecycle(Given.DEADLINES).decide(seen, FINISHED.plus(age));
  }

  private static CodeSessionStatus status() {
    var s = StatusRenderer.EMPTY;
    return new CodeSessionStatus(
        Phase.Finished,
        1L,
        List.of(new Condition("Finished", "True", "PolicyViolation", "CANARY", null, 1L)),
        1,
        new OutcomeStatus(OutcomeReason.PolicyViolation, null, "CANARY", null, null, true, false),
        new StreamStatus("CANARY", "CANARY", 6L, false, "aa"),
        new StreamStatus("CANARY", null, 6L, false, "aa"),
        List.of(
            new ArtifactStatus("a", 1L, "bb", "text/plain", "CANARY", null),
            new ArtifactStatus(
                "b", 1L, "bb", "text/plain", null, new SecretReference("CANARY", "k"))),
        s.artifactsOmitted(),
        s.usage(),
        s.timeline(),
        s.isolation(),
        List.of(new ViolationStatus("rule", null, null, "CANARY", null, null, 1L, "Terminated")),
        s.scan(),
        s.sandbox(),
        s.destruction());
  }
}
