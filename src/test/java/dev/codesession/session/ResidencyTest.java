package dev.codesession.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.admission.Examples;
import dev.codesession.admission.Examples.Request;
import dev.codesession.admission.Examples.Rules;
import dev.codesession.admission.Plan;
import dev.codesession.api.v1alpha1.Blame;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.guest.Result;
import dev.codesession.session.SandboxFacts.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a sandbox is: shown before the code is sent, watched to the end. */
final class ResidencyTest {
  private static final Plan EUROPEAN =
      Examples.plan(Request.PLAIN, Rules.PLAIN.withRegions("region", "eu-1", "eu-2"));
  private static final Recorded.Running IN_EU_1 =
      new Recorded.Running(
          1, Given.podUid(1), Given.CREATED.plusSeconds(2), Duration.ofSeconds(30), "eu-1");

  private static Change proven(Plan plan, String region) {
    return Given.fresh()
        .planned(plan)
        .in(region)
        .with(Given.pod(new Stage.Up()))
        .with(Given.ready(Given.GOOD))
        .decide()
        .change();
  }

  @Test
  void theRegionIsPartOfTheProof() {
    assertThat(proven(EUROPEAN, "eu-2"))
        .isInstanceOfSatisfying(
            Change.Run.class,
            run ->
                assertThat(run.proof().checks())
                    .anySatisfy(
                        c -> {
                          assertThat(c.name()).isEqualTo("residency.region");
                          assertThat(c.passed()).isTrue();
                          assertThat(c.finding()).contains("eu-2");
                        }));
  }

  @Test
  void withoutEvidenceTheCodeIsNotSent() {
    for (var region : new String[] {null, "", "us-1"}) {
      assertThat(proven(EUROPEAN, region))
          .as("region " + region)
          .isInstanceOfSatisfying(
              Change.Finish.class,
              f -> {
                assertThat(f.outcome().reason()).isEqualTo(OutcomeReason.IsolationNotProven);
                assertThat(f.outcome().message()).contains("residency.region");
                assertThat(f.outcome().codeStarted()).isFalse();
              });
    }
  }

  @Test
  void whoNamesNoRegionIsNotAsked() {
    assertThat(proven(Given.PLAN, null)).isInstanceOf(Change.Run.class);
  }

  @Test
  void aNodeThatChangesItsRegionEndsTheSessionAtOnce() {
    for (var region : List.of("us-1", "")) {
      var seen = running(region).with(new GuestFacts.Started());
      assertThat(seen.decide().change())
          .isInstanceOfSatisfying(
              Change.Breach.class,
              breach -> {
                var outcome = breach.finish().outcome();
                assertThat(outcome.reason()).isEqualTo(OutcomeReason.PolicyViolation);
                assertThat(outcome.blame()).isEqualTo(Blame.Policy);
                assertThat(outcome.message()).contains("Residency changed").contains("eu-1");
                assertThat(outcome.codeStarted()).isTrue();
                assertThat(breach.violation().rule()).isEqualTo("Residency changed");
                assertThat(breach.violation().action()).isEqualTo("Terminated");
              });
    }
  }

  @Test
  void thatIsSoEvenIfTheResultIsThereAndTheResultIsKept() {
    var decision = running("us-1").with(Given.sealed(Result.Ending.Exited)).decide();
    assertThat(decision.change())
        .isInstanceOfSatisfying(
            Change.Breach.class,
            breach -> {
              assertThat(breach.finish().outcome().reason())
                  .isEqualTo(OutcomeReason.PolicyViolation);
              assertThat(breach.finish().outcome().exitCode()).isZero();
              assertThat(breach.finish().result()).isNotNull();
            });
    var many = Given.result(Result.Ending.Exited, Given.artifacts(Artifacts.INLINE_BUDGET + 1));
    var big = running("us-1").with(new GuestFacts.Sealed(many, true));
    assertThat(big.decide().actions()).containsExactly(new Action.StoreArtifacts(many));
    assertThat(
            new Lifecycle(Given.DEADLINES)
                .refused(big.seen(), new Refused(Refused.Kind.Final, "forbidden"), Given.CREATED)
                .change())
        .isInstanceOf(Change.Breach.class);
  }

  @Test
  void theSameRegionAndAnUnknownNodeSayNothing() {
    for (var region : new String[] {"eu-1", null}) {
      assertThat(running(region).with(new GuestFacts.Started()).decide().change())
          .isEqualTo(new Change.Keep());
    }
  }

  @Test
  void itIsRecordedAtBothEnds() {
    var pod = Given.pod(new Stage.Up());
    var begun = Given.fresh().planned(EUROPEAN).in("eu-1").with(pod);
    var running =
        StatusRenderer.render(
            null, new Change.Run(EUROPEAN, pod, Given.GOOD), begun.seen(), Given.CREATED);
    assertThat(running.sandbox().region()).isEqualTo("eu-1");
    assertThat(running.sandbox().regions()).containsExactly("eu-1", "eu-2");
    var recorded = RecordedReader.read(running, Given.CREATED);
    assertThat(((Recorded.Running) recorded).region()).isEqualTo("eu-1");
    var moved = Given.recorded(recorded).planned(EUROPEAN).in("us-1").with(pod);
    var change = moved.with(new GuestFacts.Started()).decide().change();
    var finished = StatusRenderer.render(running, change, moved.seen(), Given.CREATED);
    assertThat(finished.sandbox().region()).isEqualTo("eu-1");
    assertThat(finished.sandbox().regionAtEnd()).isEqualTo("us-1");
    assertThat(finished.violations())
        .singleElement()
        .satisfies(v -> assertThat(v.time()).startsWith("2026"));
  }

  private static Given running(String region) {
    return Given.recorded(IN_EU_1).planned(EUROPEAN).in(region).with(Given.pod(new Stage.Up()));
  }
}
