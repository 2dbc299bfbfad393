package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.codesession.admission.Examples;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.guest.SealKey;
import dev.codesession.session.GuestFacts;
import dev.codesession.session.PodRef;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SalvagerTest {
  /** A pod that died by a signal says nothing; it once cost the session what its log had told. */
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "cs1 SUMMARY")
  void aPodMayEndWithoutLastWords(String message) {
    var pod =
        new PodBuilder()
            .withNewStatus()
            .addNewContainerStatus()
            .withNewState()
            .withNewTerminated()
            .withExitCode(137)
            .withMessage(message)
            .endTerminated()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();
    assertThat(Salvager.terminationMessage(pod)).isEqualTo(message);
  }

  @Test
  void aPodThatNeverStartedHasNone() {
    Pod pod = new PodBuilder().withNewStatus().endStatus().build();
    assertThat(Salvager.terminationMessage(pod)).isNull();
  }

  /** Found by BadDayIT.theControlPlaneIsGoneForTwoMinutes: 96 results that lay in the logs. */
  @Test
  void nothingIsLostBecauseTheApiServerDoesNotAnswer() {
    var cluster = MockCluster.shared();
    var ref = new PodRef(MockCluster.namespace(), Names.pod(Examples.UID, 1), "pod-1");
    var key = SealKey.derive(new byte[32], Examples.UID, ref.uid());
    cluster
        .server
        .expect()
        .get()
        .withPath("/api/v1/namespaces/" + ref.namespace() + "/pods/" + ref.name())
        .andReturn(503, "the API server is away")
        .once();
    var salvager = new Salvager(cluster.client);
    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(() -> salvager.read(ref, Examples.UID, key));
    assertThat(salvager.read(ref, Examples.UID, key))
        .as("an API server that answers, and has no log")
        .isInstanceOf(GuestFacts.Mute.class);
  }
}
