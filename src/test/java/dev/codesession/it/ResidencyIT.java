package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.ResidencyPolicy;
import dev.codesession.api.v1alpha1.SessionClass;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a session runs is shown, and an end is put to it where that changes. */
final class ResidencyIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  /** Of these tests alone: the node has other sessions. */
  private static final String LABEL = "it.codesession.dev/region";

  private static final String CLASS = "it-resident";

  @AfterEach
  void remove() {
    cluster.client().resources(SessionClass.class).withName(CLASS).delete();
    label(null);
  }

  @Test
  void theRegionIsProvenRecordedAndWatched() {
    label("eu-1");
    cluster.createClass(
        TestClasses.residing(
            TestClasses.named(CLASS, "gvisor"), new ResidencyPolicy(List.of("eu-1"), LABEL)));
    cluster.classReady(CLASS, "True", "Proven");
    var calm = cluster.run(Sessions.python(CLASS, "print(1)"));
    assertThat(calm.outcome().reason()).isEqualTo(OutcomeReason.Completed);
    assertThat(calm.sandbox().region()).isEqualTo("eu-1");
    assertThat(calm.sandbox().regionAtEnd()).isEqualTo("eu-1");
    assertThat(calm.isolation().checks())
        .anySatisfy(c -> assertThat(c.name()).isEqualTo("residency.region"));

    var session = cluster.create(Sessions.python(CLASS, Sessions.COUNTING.replace("'4'", "'60'")));
    cluster.codeRuns(session);
    label("us-1");
    var status = cluster.destroyed(session);
    assertThat(status.outcome().reason()).isEqualTo(OutcomeReason.PolicyViolation);
    assertThat(status.outcome().message()).contains("eu-1").contains("us-1");
    assertThat(status.sandbox().regionAtEnd()).isEqualTo("us-1");
    assertThat(status.violations())
        .anySatisfy(v -> assertThat(v.rule()).isEqualTo("Residency changed"));
  }

  private static void label(String region) {
    for (Node node : cluster.client().nodes().list().getItems()) {
      cluster
          .client()
          .nodes()
          .withName(node.getMetadata().getName())
          .edit(
              n -> {
                if (region == null) {
                  n.getMetadata().getLabels().remove(LABEL);
                } else {
                  n.getMetadata().getLabels().put(LABEL, region);
                }
                return n;
              });
    }
  }
}
