package dev.codesession.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.session.SandboxFacts.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing is made and nothing is sent while the fence of the namespace does not stand. */
final class FenceTest {
  @Test
  void noPodBehindAFenceThatOthersOpen() {
    var decision = Given.fresh().openedBy("allow-dns").decide();
    assertThat(decision.actions()).containsExactly(new Action.EstablishGuard(List.of("allow-dns")));
    assertThat(decision.change())
        .isInstanceOfSatisfying(
            Change.Queue.class,
            q -> {
              assertThat(q.reason()).isEqualTo("GuardTampered");
              assertThat(q.why()).contains("allow-dns");
            });
    var queue = (Change.Queue) decision.change();
    var said = new Recorded.Pending(Phase.Queued, 1, queue.reason(), queue.why());
    assertThat(Given.recorded(said).openedBy("allow-dns").decide().change())
        .isEqualTo(new Change.Keep());
  }

  @Test
  void aFenceThatDoesNotComeIsSaidSoThatTheTimeOutCounts() {
    assertThat(Given.fresh().unguarded().decide(Duration.ofSeconds(2)).change())
        .isEqualTo(new Change.Keep());
    assertThat(Given.fresh().unguarded().decide(Duration.ofSeconds(8)).change())
        .isInstanceOfSatisfying(
            Change.Queue.class, q -> assertThat(q.reason()).isEqualTo("GuardNotInForce"));
    var said = Given.recorded(new Recorded.Pending(Phase.Queued, 1, "GuardNotInForce", "slow"));
    assertThat(said.unguarded().decide(Duration.ofMinutes(6)).change())
        .isInstanceOf(Change.Finish.class);
  }

  @Test
  void aProvenGuestGetsNoCodeWhileTheFenceIsDown() {
    for (var given : List.of(proven().unguarded(), proven().openedBy("allow-all"))) {
      var decision = given.decide();
      assertThat(decision.change()).isEqualTo(new Change.Keep());
      assertThat(decision.actions()).hasSize(1).first().isInstanceOf(Action.EstablishGuard.class);
    }
  }

  @Test
  void norDoesItWaitForTheFenceForEver() {
    for (var given : List.of(proven().unguarded(), proven().openedBy("allow-all"))) {
      assertThat(given.decide(Duration.ofHours(1)).change())
          .isInstanceOfSatisfying(
              Change.Finish.class,
              end -> {
                assertThat(end.outcome().reason()).isEqualTo(OutcomeReason.StartFailed);
                assertThat(end.outcome().message()).containsAnyOf("not in force", "allow-all");
              });
    }
  }

  /** Between the record of Running and the sending of the code lies a moment. */
  @Test
  void norOnceItsRunningIsRecorded() {
    var ready = Given.running().with(Given.ready(Given.GOOD));
    assertThat(ready.decide().actions()).hasOnlyElementsOfType(Action.SendRun.class);
    var down = Given.running().with(Given.ready(Given.GOOD)).unguarded().decide();
    assertThat(down.actions()).containsExactly(new Action.EstablishGuard());
    assertThat(down.recheck()).isEqualTo(Duration.ofSeconds(1));
    var opened = Given.running().with(Given.ready(Given.GOOD)).openedBy("allow-all").decide();
    assertThat(opened.actions()).containsExactly(new Action.EstablishGuard(List.of("allow-all")));
  }

  private static Given proven() {
    return Given.fresh().with(Given.pod(new Stage.Up())).with(Given.ready(Given.GOOD));
  }
}
