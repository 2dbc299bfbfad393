package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.SessionClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A hostile session, from the system call to the sockets of four receivers; also when they are
 * away, hang, or the operator is killed in between.
 */
@Isolated
final class AlertsIT {
  private static final String HOSTILE =
      "print('before', flush=True)\nopen('/etc/shadow')\nprint('after')";

  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  private static Receiver receiver;

  @BeforeAll
  static void report() {
    receiver = Receiver.start(cluster);
    operator().openEgress();
    operator().environment("CODESESSION_ALERTS", receiver.settings());
  }

  @AfterAll
  static void silence() {
    operator().environment("CODESESSION_ALERTS", null);
    operator().closeEgress();
  }

  @AfterEach
  void recover() {
    receiver.mode("ok");
  }

  @Test
  void oneHostileSessionIsOneIncidentInEachSink(TestReporter report) {
    var session = cluster.create(Sessions.python("it-runc", HOSTILE));
    var status = cluster.destroyed(session);
    violated(status);
    oneIncident(session);
    var seen = Instant.parse(status.violations().getFirst().time()).toEpochMilli();
    receiver
        .taken(uid(session))
        .forEach(
            t ->
                report.publishEntry(
                    "from the attempt to " + t.sink() + ", ms",
                    Long.toString(Math.round(t.at() * 1000) - seen)));
    assertThat(receiver.taken(uid(session)))
        .hasSize(Receiver.SINKS.size())
        .as("told while it ran, and yet with the node that is in the record")
        .allSatisfy(t -> assertThat(t.body()).contains(status.sandbox().node()));
    LiveCluster.waitUntil(() -> letters() == 0);
  }

  /**
   * The result is recorded, and so nobody will find the violation as new again: only the outbox.
   */
  @Test
  void alsoWhenTheOperatorIsKilledBetweenDetectionAndDelivery() {
    receiver.mode("down");
    var session = cluster.create(Sessions.python("it-runc", HOSTILE));
    violated(cluster.finished(session));
    LiveCluster.waitUntil(() -> letters() == 1);
    OperatorProcess.kill();
    receiver.mode("ok");
    oneIncident(session);
    LiveCluster.waitUntil(() -> letters() == 0);
    cluster.destroyed(session);
  }

  /** Killed while the guest still waits with what it has sealed. */
  @Test
  void alsoWhenItIsKilledWhileTheCodeRuns() {
    var session =
        cluster.create(
            Sessions.python("it-runc", "import time\ntime.sleep(6)\nopen('/etc/shadow')"));
    cluster.codeRuns(session);
    OperatorProcess.kill();
    violated(cluster.destroyed(session));
    oneIncident(session);
  }

  @Test
  void sinksThatHangCostASessionNothing() {
    receiver.mode("hang");
    var hostile = cluster.create(Sessions.python("it-runc", HOSTILE));
    var status = cluster.destroyed(hostile);
    violated(status);
    assertThat(
            Duration.between(
                Instant.parse(status.timeline().ended()),
                Instant.parse(status.timeline().recorded())))
        .as("the sinks' time-out is 20 s")
        .isLessThan(Duration.ofSeconds(5));
    assertThat(cluster.run(Sessions.python("it-runc", "print(1)")).outcome().reason())
        .isEqualTo(OutcomeReason.Completed);
    assertThat(receiver.taken(uid(hostile))).isEmpty();
    receiver.mode("ok");
    oneIncident(hostile);
  }

  @Test
  void administratorsAreToldThatAlertsDoNotArrive() {
    receiver.mode("down");
    cluster.run(Sessions.python("it-runc", HOSTILE));
    LiveCluster.waitUntil(() -> failing("True"));
    receiver.mode("ok");
    LiveCluster.waitUntil(() -> failing("False"));
  }

  private static boolean failing(String status) {
    return cluster
        .client()
        .resources(SessionClass.class)
        .withName("it-runc")
        .get()
        .getStatus()
        .conditions()
        .stream()
        .anyMatch(c -> c.type().equals("AlertDeliveryFailed") && c.status().equals(status));
  }

  private static void violated(CodeSessionStatus status) {
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(OutcomeReason.PolicyViolation);
    assertThat(status.violations()).hasSize(1);
  }

  /** Every sink has it, and there is one id. */
  private static void oneIncident(CodeSession session) {
    LiveCluster.waitUntil(
        () ->
            receiver.taken(uid(session)).stream()
                .collect(Collectors.groupingBy(Receiver.Taken::sink))
                .keySet()
                .containsAll(Receiver.SINKS));
    var taken = receiver.taken(uid(session));
    assertThat(taken.stream().map(Receiver.Taken::id).distinct()).hasSize(1);
    assertThat(taken).allSatisfy(t -> assertThat(t.body()).contains("/etc/shadow"));
  }

  private static String uid(CodeSession session) {
    return session.getMetadata().getUid();
  }

  private static int letters() {
    return cluster
        .client()
        .configMaps()
        .inNamespace(LiveCluster.OPERATOR_NAMESPACE)
        .withLabels(Map.of("codesession.dev/role", "alert-outbox"))
        .list()
        .getItems()
        .size();
  }

  private static OperatorDeployment operator() {
    return new OperatorDeployment(cluster.client());
  }
}
