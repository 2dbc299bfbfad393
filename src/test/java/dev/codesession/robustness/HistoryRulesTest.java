package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A history in which all is well, and for each rule one that breaks it and nothing else. */
final class HistoryRulesTest {
  private final MadeUp story = new MadeUp();

  private List<String> broken() {
    return new HistoryRules(Duration.ofSeconds(60), 2).broken(story.events());
  }

  private void breaks(String rule) {
    assertThat(broken()).singleElement().asString().contains("ns/s: ").contains(rule);
  }

  @Test
  void allIsWell() {
    story.good();
    assertThat(broken()).isEmpty();
  }

  @Test
  void codeStartsOnceInAllPods() {
    story.good().word("s-2", "STARTED", "{}");
    breaks("started more than once");
  }

  @Test
  void codeStartsOnceInAPod() {
    story.good().word("s-1", "STARTED", "{\"sinceStartMillis\":9}");
    breaks("started more than once");
  }

  @Test
  void startedMayBeSaidAgain() {
    story.good().word("s-1", "STARTED", "{}");
    assertThat(broken()).isEmpty();
  }

  @Test
  void codeCountsItsStarts() {
    story.running().output("nonce=s starts=2\n").finish(OutcomeReason.Completed).leave();
    breaks("counted a second start");
  }

  @Test
  void outputIsItsOwn() {
    story.running().output("nonce=t starts=1\n").finish(OutcomeReason.Completed).leave();
    breaks("another session's");
  }

  @Test
  void codeIsSentAfterTheProof() {
    story.pod("s-1").word("s-1", "RUN", "").running().finish(OutcomeReason.Completed).leave();
    breaks("before a judged proof");
  }

  @Test
  void aRefusedWriteRecordsNothing() {
    story.pod("s-1").written("Running", 409).word("s-1", "RUN", "").word("s-1", "STARTED", "{}");
    story.phase(Phase.Running).finish(OutcomeReason.Completed).leave();
    breaks("before a judged proof");
  }

  @Test
  void codeIsNotLetGoAfterACancel() {
    story.phase(Phase.Starting).cancel().running().finish(OutcomeReason.Completed).leave();
    breaks("after the cancel was seen");
  }

  @Test
  void terminalIsNeverLeft() {
    story.good().phase(Phase.Running).finish(OutcomeReason.Completed);
    assertThat(broken()).anyMatch(b -> b.contains("went from Finished to Running"));
  }

  @Test
  void anOutcomeIsNotChanged() {
    story.good().finish(OutcomeReason.Lost);
    breaks("its outcome was changed");
  }

  @Test
  void attemptsDoNotGoBack() {
    story.attempt(2).phase(Phase.Starting).attempt(1);
    story.running().finish(OutcomeReason.Completed).leave();
    breaks("attempts went back");
  }

  @Test
  void whatDoesNotCompleteSaysWhy() {
    story.running().message(null).finish(OutcomeReason.Lost).leave();
    breaks("without a word why");
  }

  @Test
  void completedHasAResult() {
    story.running().result(false).finish(OutcomeReason.Completed).leave();
    breaks("without a result");
  }

  @Test
  void cancelledWasAskedFor() {
    story.running().finish(OutcomeReason.Cancelled).leave();
    breaks("Cancelled by nobody");
  }

  @Test
  void codeThatStartedIsNotDenied() {
    story.running().started(false).finish(OutcomeReason.Lost).leave();
    breaks("its code has not started");
  }

  @Test
  void nothingCompletesByItself() {
    story.pod("s-1").phase(Phase.Running).finish(OutcomeReason.Completed).leave();
    breaks("but its code has not started");
  }

  @Test
  void everySessionEnds() {
    story.running().destroy().leave();
    breaks("has not ended");
  }

  @Test
  void everySandboxIsDestroyed() {
    story.running().finish(OutcomeReason.Completed).destroy();
    breaks("left the sandbox");
  }

  @Test
  void aSandboxDoesNotOutliveItsSession() {
    story.running().finish(OutcomeReason.Completed).later(61).leave();
    breaks("outlived");
  }

  @Test
  void destructionIsConfirmed() {
    story.running().finish(OutcomeReason.Completed).podGone("s-1");
    breaks("was never destroyed");
  }

  @Test
  void theFinalizerGoes() {
    story.good().delete();
    breaks("cannot be deleted");
  }

  @Test
  void oneIncidentOfAKind() {
    story.good().incident("a").incident("a").incident("b");
    breaks("more than one incident");
  }

  @Test
  void theQuotaHolds() {
    story.pod("s-2").pod("s-3").running().finish(OutcomeReason.Completed);
    story.podGone("s-2").podGone("s-3").leave();
    assertThat(broken()).singleElement().asString().contains("more sandboxes than its quota");
  }
}
