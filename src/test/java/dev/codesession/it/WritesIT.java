package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * API writes are the cost of a session: six, and each is known by name. Alone on the machine, since
 * a start that takes longer than usual says so in the status.
 */
@Isolated
final class WritesIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  @Test
  void sixWritesPerSession() {
    cluster.run(Sessions.python("it-gvisor", "print('makes the guard of this namespace')"));
    var session = cluster.create(Sessions.python("it-gvisor", "print(1)"));
    cluster.destroyed(session);
    // The audit log is written after the answer, and so after the watch event that ended our wait.
    LiveCluster.waitUntil(() -> AuditLog.of(session).count("update codesessions/status") >= 3);
    var writes = AuditLog.of(session).writes();
    assertThat(writes)
        .isEqualTo(
            Map.of(
                "create pods", 1,
                "update codesessions/status", 3, // Running, Finished, Destroyed
                "patch pods", 1, // pod finalizer released
                "delete pods", 1));
  }
}
