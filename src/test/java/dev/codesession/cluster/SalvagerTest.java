package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
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
}
