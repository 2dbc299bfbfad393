package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The operator is killed with SIGKILL at the worst moments: the result arrives and the code has run
 * once.
 */
@Isolated
final class OperatorKilledIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  @Test
  void whileTheSessionStarts() {
    var session = cluster.create(Sessions.python("it-gvisor", Sessions.COUNTING));
    LiveCluster.waitUntil(() -> !cluster.pods(session).isEmpty());
    OperatorProcess.kill();
    ranOnce(session, cluster.destroyed(session));
  }

  @ParameterizedTest
  @ValueSource(strings = {"it-gvisor", "it-runc"})
  void whileTheCodeRuns(String className) {
    var session =
        cluster.create(Sessions.python(className, Sessions.COUNTING.replace("'4'", "'20'")));
    cluster.codeRuns(session);
    OperatorProcess.kill();
    ranOnce(session, cluster.destroyed(session));
  }

  /**
   * The code ends while nobody listens: the warden seals, lingers, and tells the operator that
   * comes back.
   */
  @Test
  void whileTheCodeFinishes() {
    var session =
        cluster.create(Sessions.python("it-gvisor", Sessions.COUNTING.replace("'4'", "'2'")));
    cluster.codeRuns(session);
    OperatorProcess.kill();
    LiveCluster.waitUntil(() -> cluster.log(session).contains("cs1 RESULT "));
    ranOnce(session, cluster.destroyed(session));
  }

  private static void ranOnce(CodeSession session, CodeSessionStatus status) {
    assertThat(status.phase()).isEqualTo(Phase.Finished);
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(OutcomeReason.Completed);
    assertThat(status.stdout().head()).isEqualTo("starts=1\ndone\n");
    assertThat(status.attempt()).isEqualTo(1);
    assertThat(AuditLog.of(session).count("create pods"))
        .as("pods made for the session")
        .isEqualTo(1);
  }
}
