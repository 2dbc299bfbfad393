package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Phase;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CensusTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:01:00Z");

  @Test
  void everyPhaseIsThereAndTheOldestCounts() {
    var census =
        Census.of(Stream.of(made("2026-11-24T10:00:50Z"), made("2026-11-24T10:00:20Z")), NOW);
    assertThat(census.phases())
        .containsOnlyKeys(Phase.values())
        .containsEntry(Phase.Queued, 2)
        .containsEntry(Phase.Running, 0);
    assertThat(census.oldestQueued()).isEqualTo(Duration.ofSeconds(40));
  }

  private static CodeSession made(String at) {
    var session = new CodeSession();
    session.setMetadata(new ObjectMetaBuilder().withCreationTimestamp(at).build());
    return session;
  }
}
