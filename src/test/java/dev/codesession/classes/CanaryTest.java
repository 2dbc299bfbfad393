package dev.codesession.classes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.admission.Admission;
import dev.codesession.admission.Examples.Rules;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.Names;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The canary: an ordinary session that runs nothing, and what its status means. */
final class CanaryTest {
  private static final String OWN = "codesession-system";
  private final CodeSession canary =
      Canary.session(Rules.PLAIN.named("standard"), OWN, "canary-1", "node-a");

  @Test
  void itIsAnOrdinarySession() {
    assertThat(canary.getSpec().code()).isEmpty();
    assertThat(canary.getSpec().language())
        .isEqualTo(Rules.PLAIN.named("x").getSpec().languages().getFirst().name());
    assertThat(Admission.judge(canary.getSpec(), List.of(Rules.PLAIN.named("standard"))))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void itsNodeCountsInTheOperatorsNamespaceOnly() {
    assertThat(Canary.nodeOf(canary, OWN)).isEqualTo("node-a");
    assertThat(Canary.nodeOf(canary, "another")).isNull();
    canary.getMetadata().getLabels().remove(Names.CANARY_LABEL);
    assertThat(Canary.nodeOf(canary, OWN)).isNull();
  }

  @Test
  void itsNameFollowsFromWhatIsTried() {
    var tried = new Tried();
    var facts = new ClassFacts(tried.object, false, false, false);
    var name = Canary.name(facts, Tried.NODE_A, "1");
    assertThat(name)
        .matches("canary-[0-9a-f]{20}")
        .isEqualTo(Canary.name(facts, Tried.NODE_A, "1"));
    assertThat(Canary.name(facts, Tried.NODE_B, "1")).isNotEqualTo(name);
    assertThat(Canary.name(facts, Tried.NODE_A, "2")).isNotEqualTo(name);
    tried.changed();
    assertThat(Canary.name(facts, Tried.NODE_A, "1")).isNotEqualTo(name);
  }

  @Test
  void longNamesOfClassesFitTheLabel() {
    assertThat(Canary.label("standard")).isEqualTo("standard");
    assertThat(Canary.label("a".repeat(253))).hasSizeLessThanOrEqualTo(63);
  }

  @Test
  void itsIsolatedConditionIsTheVerdict() {
    assertThat(verdict("{phase: Running}")).isNull();
    assertThat(
            verdict(
                "{phase: Finished, outcome: {reason: NonZeroExit}, conditions: [{type: Isolated, status: 'True', reason: Proven}]}"))
        .isEqualTo(new CanaryVerdict.Proven());
    assertThat(
            verdict(
                "{phase: Finished, outcome: {reason: IsolationNotProven, message: eth0}, conditions: [{type: Isolated, status: 'False', reason: NotProven}]}"))
        .isEqualTo(new CanaryVerdict.Disproved("eth0"));
    assertThat(verdict("{phase: Finished, outcome: {reason: QueueTimeout, message: full}}"))
        .isEqualTo(new CanaryVerdict.Inconclusive("QueueTimeout: full"));
    assertThat(
            verdict(
                "{phase: Finished, outcome: {reason: Completed}, conditions: [{type: Isolated, status: Unknown, reason: ProofNotRecorded}]}"))
        .isInstanceOf(CanaryVerdict.Inconclusive.class);
    assertThat(verdict("{phase: Finished}")).isInstanceOf(CanaryVerdict.Inconclusive.class);
  }

  private CanaryVerdict verdict(String status) {
    canary.setStatus(Serialization.unmarshal("---\n" + status, CodeSessionStatus.class));
    return CanaryReader.read(canary).orElseThrow().verdict();
  }
}
