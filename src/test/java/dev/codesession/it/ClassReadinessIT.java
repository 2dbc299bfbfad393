package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.api.v1alpha1.SessionClass;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A class shows that it isolates before the first session gets a pod. */
final class ClassReadinessIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  @Test
  void aCanaryProvesTheClassAndGoes() {
    cluster.createClass(TestClasses.named("it-canary", "gvisor"));
    cluster.classReady("it-canary", "True", "Proven");
    assertThat(find("it-canary").getStatus().nodes())
        .isNotEmpty()
        .allSatisfy(
            proof -> {
              assertThat(proof.proven()).isTrue();
              assertThat(proof.bootId()).isNotEmpty();
              assertThat(proof.kernelVersion()).isNotEmpty();
            });
    LiveCluster.waitUntil(() -> canaries("it-canary") == 0);
    remove("it-canary");
  }

  /** A handler with a network, and a class that demands none: found before anybody suffers. */
  @Test
  void aClassWhoseGuestsHaveANetworkIsNotReadyAndItsSessionsWait() {
    cluster.createClass(TestClasses.withCanary("it-canary-net", "runc-net", LiveCluster.image()));
    cluster.classReady("it-canary-net", "False", "CanaryFailed");
    assertThat(message("it-canary-net")).contains("network.interfaces");
    var session = cluster.create(Sessions.queuedFor("it-canary-net", "print(1)", "20s"));
    var queued = cluster.phase(session, Phase.Queued);
    assertThat(queued.getStatus().conditions())
        .anySatisfy(
            c -> {
              assertThat(c.reason()).isEqualTo("ClassNotReady");
              assertThat(c.message()).contains("network.interfaces");
            });
    assertThat(cluster.pods(session)).isEmpty();
    var end = cluster.destroyed(session);
    assertThat(end.outcome().reason()).isEqualTo(OutcomeReason.QueueTimeout);
    assertThat(end.outcome().message()).contains("it-canary-net");
    remove("it-canary-net");
  }

  @Test
  void aClassThatIsUsedStaysUntilItsSessionsHaveEndedAndThatIsAllTheyNotice() {
    cluster.createClass(TestClasses.named("it-held", "gvisor"));
    cluster.classReady("it-held", "True", "Proven");
    // Long: whoever asks for the class after the code has ended finds none.
    var session = cluster.create(Sessions.python("it-held", Sessions.counting(15)));
    cluster.codeRuns(session);
    LiveCluster.waitUntil(
        () -> find("it-held").getMetadata().getFinalizers().contains(Names.CLASS_FINALIZER));
    cluster.client().resources(SessionClass.class).withName("it-held").delete();
    assertThat(find("it-held").getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(cluster.destroyed(session).outcome().reason()).isEqualTo(OutcomeReason.Completed);
    LiveCluster.waitUntil(() -> find("it-held") == null);
  }

  private static SessionClass find(String name) {
    return cluster.client().resources(SessionClass.class).withName(name).get();
  }

  private static String message(String name) {
    return Optional.ofNullable(find(name).getStatus())
        .orElseThrow()
        .conditions()
        .getFirst()
        .message();
  }

  private static int canaries(String name) {
    return cluster
        .client()
        .resources(CodeSession.class)
        .inNamespace(LiveCluster.OPERATOR_NAMESPACE)
        .withLabel(Names.CANARY_LABEL, name)
        .list()
        .getItems()
        .size();
  }

  private static void remove(String name) {
    cluster.client().resources(SessionClass.class).withName(name).delete();
    LiveCluster.waitUntil(() -> find(name) == null);
  }
}
