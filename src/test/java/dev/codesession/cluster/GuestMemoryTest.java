package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GuestMemoryTest {
  /**
   * The channel is opened before it is recorded where the session runs. An incident told from what
   * was known then had no node and no region, and Alertmanager took it for another one when the
   * record was told after a restart.
   */
  @Test
  void incidentsAreOfTheSessionThatWasGivenItsCode() {
    var memory = new GuestMemory();
    var starting = MockCluster.session("team-a");
    memory.session(starting);
    assertThat(memory.session()).isSameAs(starting);
    var recorded = MockCluster.session("team-a");
    memory.session(recorded);
    assertThat(memory.session()).isSameAs(recorded);
  }
}
