package dev.codesession.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.admission.Admission;
import dev.codesession.admission.Examples;
import dev.codesession.admission.Examples.Request;
import dev.codesession.admission.Examples.Rules;
import dev.codesession.admission.Plan;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.Names;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The class on the pod: as good as the class itself, for the session it was made for. */
final class PinnedClassTest {
  private static final Plan PLAN =
      Examples.plan(Request.PLAIN, Rules.PLAIN.withRegions("region", "eu-1"));

  private static Pod pod(Plan plan) {
    return SandboxPod.of(Examples.session(), plan, 1, "low");
  }

  private static Verdict judged(CodeSessionSpec spec, Pod pod) {
    return Admission.judge(spec, List.of(PinnedClass.of(pod).orElseThrow()));
  }

  @Test
  void theSamePlanComesOutAgain() {
    var verdict = judged(Request.PLAIN.spec(), pod(PLAN));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Accepted.class,
            a -> {
              assertThat(a.plan().limits()).isEqualTo(PLAN.limits());
              assertThat(a.plan().isolation()).isEqualTo(PLAN.isolation());
              assertThat(a.plan().language()).isEqualTo(PLAN.language());
              assertThat(a.plan().regions()).isEqualTo(PLAN.regions());
              assertThat(a.plan().oversight()).isEqualTo(PLAN.oversight());
              assertThat(a.plan().ttl()).isEqualTo(PLAN.ttl());
            });
  }

  @Test
  void alsoForASessionThatNamedNoClass() {
    assertThat(judged(Request.PLAIN.of(null).spec(), pod(PLAN)))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void otherLanguagesAreNotCarriedAlong() {
    assertThat(PinnedClass.of(pod(PLAN)).orElseThrow().getSpec().languages())
        .containsExactly(PLAN.language());
  }

  @Test
  void whatCannotBeReadIsNotThere() {
    for (var text :
        new String[] {"", "{", "null", "[]", "{}", "{\"name\":\"a\"}", "{\"spec\":{}}"}) {
      var pod = pod(PLAN);
      pod.getMetadata().setAnnotations(Map.of(Names.CLASS_ANNOTATION, text));
      assertThat(PinnedClass.of(pod)).as(text).isEmpty();
    }
    var bare = pod(PLAN);
    bare.getMetadata().setAnnotations(null);
    assertThat(PinnedClass.of(bare)).isEmpty();
  }
}
