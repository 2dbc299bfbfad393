package dev.codesession.classes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.admission.Examples;
import dev.codesession.admission.Examples.Rules;
import dev.codesession.api.v1alpha1.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a class is Ready, what is tried for that, and when again. */
final class ReadinessTest {
  private static final CanaryVerdict PROVEN = new CanaryVerdict.Proven();
  private static final CanaryVerdict DISPROVED =
      new CanaryVerdict.Disproved("network.interfaces (besides lo: eth0)");
  private static final CanaryVerdict INCONCLUSIVE =
      new CanaryVerdict.Inconclusive("StartFailed: no such image");
  private static final Instant START = Tried.START;

  private final Tried tried = new Tried();

  @Test
  void anUntriedClassIsNotReadyAndATryBegins() {
    assertThat(Readiness.whyNotReady(tried.object)).contains("has not been tried");
    assertThat(tried.started(START)).containsExactly("node-a");
    assertThat(tried.ready()).isEqualTo("False");
    assertThat(tried.reason()).isEqualTo("CanaryRunning");
    assertThat(Readiness.whyNotReady(tried.object)).contains("standard").contains("CanaryRunning");
  }

  @Test
  void theRuntimeClassIsMissing() {
    tried.runtimeClass = false;
    assertThat(tried.started(START)).isEmpty();
    assertThat(tried.reason()).isEqualTo("RuntimeClassMissing");
    assertThat(tried.message()).contains("kata-qemu");
  }

  @Test
  void noNodeIsEligible() {
    tried.candidates = List.of();
    assertThat(tried.started(START)).isEmpty();
    assertThat(tried.reason()).isEqualTo("NoEligibleNode");
  }

  @Test
  void aLanguageWithoutDigestIsInvalid() {
    var tagged = new Language("python", "python:3", "main.py", List.of("python3"), null);
    tried.object.setSpec(Rules.PLAIN.withLanguages(null, tagged).named("x").getSpec());
    tried.decide();
    assertThat(tried.reason()).isEqualTo("InvalidSpec");
    assertThat(tried.message()).contains("python:3");
  }

  @Test
  void anUnknownWordIsInvalid() {
    var language =
        new Language("python", Examples.PYTHON.image(), "main.py", List.of("python3"), "Sometimes");
    tried.object.setSpec(Rules.PLAIN.withLanguages(null, language).named("x").getSpec());
    tried.decide();
    assertThat(tried.reason()).isEqualTo("InvalidSpec");
    assertThat(tried.message()).contains("Sometimes");
  }

  @Test
  void whatNoSessionCouldBeAcceptedUnderIsInvalid() {
    tried.object.setSpec(Rules.PLAIN.withStartDeadline("soon").named("x").getSpec());
    tried.decide();
    assertThat(tried.reason()).isEqualTo("InvalidSpec");
    assertThat(tried.message()).contains("startDeadline");
    tried.object.setSpec(null);
    tried.decide();
    assertThat(tried.reason()).isEqualTo("InvalidSpec");
  }

  @Test
  void skippingIsSaid() {
    tried.skipsCanary();
    assertThat(tried.started(START)).isEmpty();
    assertThat(tried.ready()).isEqualTo("True");
    assertThat(tried.reason()).isEqualTo("CanarySkipped");
    assertThat(Readiness.whyNotReady(tried.object)).isNull();
  }

  @Test
  void aProofMakesItReadyAndItsCanaryGoesOnlyOnceThatIsRecorded() {
    tried.ends(tried.decide(), PROVEN);
    var recording = tried.decide();
    assertThat(tried.reason()).isEqualTo("Proven");
    assertThat(recording.actions()).isEmpty();
    assertThat(recording.findings()).hasSize(1);
    assertThat(Readiness.whyNotReady(tried.object)).isNull();
    var after = tried.decide();
    assertThat(after.actions()).singleElement().isInstanceOf(ClassAction.DeleteCanary.class);
    assertThat(after.findings()).as("told once").isEmpty();
    assertThat(tried.proof("node-a").bootId()).isEqualTo("boot-a");
    assertThat(tried.proof("node-a").operatorVersion()).isEqualTo(Tried.VERSION);
  }

  @Test
  void aCanaryStaysUntilItsSandboxIsConfirmedToBeGone() {
    tried.ends(tried.decide(), PROVEN);
    var c = tried.canaries.getFirst();
    tried.canaries.set(0, new CanaryFacts(c.name(), c.uid(), c.node(), PROVEN, false, false));
    tried.decide();
    assertThat(tried.decide().actions()).isEmpty();
  }

  @Test
  void aRestartedOperatorFindsItsCanaryByName() {
    tried.ends(tried.decide(), null);
    assertThat(tried.started(START)).isEmpty();
    assertThat(tried.decide().actions()).isEmpty();
  }

  @Test
  void theOppositeOfAProofEndsReadiness() {
    tried.candidates = List.of(Tried.NODE_A, Tried.NODE_B);
    tried.candidates = List.of(Tried.NODE_A);
    tried.round(PROVEN, START);
    tried.candidates = List.of(Tried.NODE_A, Tried.NODE_B);
    assertThat(tried.started(START)).containsExactly("node-b");
    assertThat(tried.reason()).as("while the new node is tried").isEqualTo("Proven");
    tried.round(DISPROVED, START);
    assertThat(tried.ready()).isEqualTo("False");
    assertThat(tried.reason()).isEqualTo("CanaryFailed");
    assertThat(tried.message()).contains("node-b").contains("eth0");
  }

  @Test
  void aNodeThatGoesTakesItsFailureAlong() {
    tried.candidates = List.of(Tried.NODE_A, Tried.NODE_B);
    tried.round(DISPROVED, START);
    tried.candidates = List.of();
    tried.decide();
    assertThat(tried.reason()).isEqualTo("NoEligibleNode");
    tried.candidates = List.of(Tried.NODE_A);
    tried.round(PROVEN, START);
    assertThat(tried.reason()).isEqualTo("Proven");
  }

  @Test
  void whatDidNotComeToAProofSaysNothingAgainstAnEarlierOne() {
    tried.round(PROVEN, START);
    tried.round(INCONCLUSIVE, START.plus(Duration.ofHours(7)));
    assertThat(tried.ready()).isEqualTo("True");
    assertThat(tried.message()).contains("no such image");
    assertThat(tried.proof("node-a").failures()).isEqualTo(1);
  }

  @Test
  void butItProvesNothingOfANodeThatHasChanged() {
    tried.round(PROVEN, START);
    tried.candidates = List.of(new Candidate("node-a", "boot-2", "6.9", "runtime-a"));
    tried.round(INCONCLUSIVE, START.plusSeconds(60));
    assertThat(tried.reason()).isEqualTo("CanaryFailed");
    assertThat(tried.proof("node-a").proven()).isNull();
  }

  @Test
  void failuresAreTriedAgainWithGrowingPauses() {
    tried.round(DISPROVED, START);
    assertThat(tried.started(START.plusSeconds(29))).isEmpty();
    assertThat(tried.started(START.plusSeconds(30))).containsExactly("node-a");
    tried.round(DISPROVED, START.plusSeconds(30));
    assertThat(tried.started(START.plusSeconds(89))).isEmpty();
    assertThat(tried.started(START.plusSeconds(90))).containsExactly("node-a");
    assertThat(Proofs.pause(100)).isEqualTo(Duration.ofMinutes(30));
    tried.round(PROVEN, START.plusSeconds(90));
    assertThat(tried.proof("node-a").failures()).isNull();
    assertThat(tried.reason()).isEqualTo("Proven");
  }

  @Test
  void proofsAreRepeatedAfterTheInterval() {
    tried.round(PROVEN, START);
    assertThat(tried.started(START.plus(Duration.ofHours(6)).minusSeconds(1))).isEmpty();
    assertThat(tried.started(START.plus(Duration.ofHours(6)))).containsExactly("node-a");
    assertThat(tried.reason()).isEqualTo("Proven");
    tried.interval("10m");
    assertThat(tried.started(START.plus(Duration.ofMinutes(10)))).containsExactly("node-a");
  }

  @Test
  void whatTheProofDependsOnAsksForAnother() {
    tried.round(PROVEN, START);
    for (var changed :
        List.of(
            new Candidate("node-a", "boot-2", "6.8", "runtime-a"),
            new Candidate("node-a", "boot-a", "6.9", "runtime-a"),
            new Candidate("node-a", "boot-a", "6.8", "runtime-2"))) {
      tried.candidates = List.of(changed);
      assertThat(tried.started(START)).as(changed.toString()).containsExactly("node-a");
      assertThat(tried.reason()).isEqualTo("Proven");
    }
    tried.candidates = List.of(Tried.NODE_A);
    assertThat(tried.started(START)).isEmpty();
    tried.version = "2.0";
    assertThat(tried.started(START)).containsExactly("node-a");
  }

  @Test
  void aChangedClassIsAnother() {
    tried.round(PROVEN, START);
    tried.changed();
    assertThat(Readiness.whyNotReady(tried.object)).contains("has not been tried");
    assertThat(tried.started(START)).containsExactly("node-a");
    assertThat(tried.reason()).isEqualTo("CanaryRunning");
  }

  @Test
  void aCanaryOfWhatIsNoMoreGoesWhateverItShows() {
    tried.ends(tried.decide(), DISPROVED);
    tried.changed();
    var decision = tried.decide();
    assertThat(decision.actions()).singleElement().isInstanceOf(ClassAction.DeleteCanary.class);
    assertThat(decision.findings()).isEmpty();
    tried.goes(decision);
    assertThat(tried.started(START)).containsExactly("node-a");
  }

  @Test
  void noMoreCanariesThanSlotsAndUnknownNodesFirst() {
    tried.round(PROVEN, START);
    tried.candidates = List.of(Tried.NODE_A, Tried.NODE_B);
    tried.slots = 1;
    assertThat(tried.started(START.plus(Duration.ofHours(6)))).containsExactly("node-b");
    tried.slots = 0;
    assertThat(tried.started(START.plus(Duration.ofHours(6)))).isEmpty();
  }

  @Test
  void theTransitionTimeMovesWithTheStatusOnly() {
    tried.decide();
    var since = tried.object.getStatus().conditions().getFirst().lastTransitionTime();
    tried.runtimeClass = false;
    tried.decide(START.plusSeconds(60));
    assertThat(tried.object.getStatus().conditions().getFirst().lastTransitionTime())
        .isEqualTo(since);
  }

  @Test
  void nothingChangesWithoutNews() {
    tried.round(PROVEN, START);
    var before = tried.object.getStatus();
    assertThat(tried.decide(START.plusSeconds(60)).status()).isEqualTo(before);
  }

  @Test
  void itIsHeldWhileUsedAndLetGoWhenIdle() {
    tried.round(PROVEN, START);
    tried.used = true;
    assertThat(tried.decide().actions()).containsExactly(new ClassAction.Hold());
    tried.held = true;
    assertThat(tried.decide().actions()).isEmpty();
    tried.used = false;
    assertThat(tried.decide().actions()).as("not at once").isEmpty();
    tried.idle = true;
    assertThat(tried.decide().actions()).containsExactly(new ClassAction.Release());
  }

  @Test
  void aDeletedClassWaitsForItsSessionsAndItsCanaries() {
    tried.ends(tried.decide(), PROVEN);
    tried.object.getMetadata().setDeletionTimestamp("2026-11-24T10:00:00Z");
    tried.held = true;
    tried.used = true;
    var decision = tried.decide();
    assertThat(decision.actions()).singleElement().isInstanceOf(ClassAction.DeleteCanary.class);
    tried.goes(decision);
    assertThat(tried.decide().actions()).isEmpty();
    tried.used = false;
    assertThat(tried.decide().actions()).containsExactly(new ClassAction.Release());
  }
}
