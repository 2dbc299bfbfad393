package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.audit.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The chain of a namespace on a real cluster: nobody missing, nothing forked, across SIGKILL and
 * deletion. The lines are read where a log collector would read them.
 */
@Isolated
final class AuditIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  private final List<String> log = new ArrayList<>();

  @AfterAll
  static void leaveAFreshOperator() {
    new OperatorDeployment(cluster.client()).restart();
  }

  @Test
  void everySessionIsInOneChainAcrossCrashAndDeletion() {
    var clean = cluster.create(Sessions.python("it-runc", "print('CANARY-OUTPUT')"));
    cluster.destroyed(clean);
    // Deleted right away: the record goes first.
    cluster.delete(clean);
    cluster.gone(clean);
    var deletedWhileItRuns = cluster.create(Sessions.python("it-runc", Sessions.COUNTING));
    cluster.codeRuns(deletedWhileItRuns);
    cluster.delete(deletedWhileItRuns);
    cluster.gone(deletedWhileItRuns);
    collect();
    var lost =
        IntStream.range(0, 3)
            .mapToObj(i -> cluster.create(Sessions.python("it-runc", "print(" + i + ")")))
            .toList();
    lost.forEach(cluster::destroyed);
    OperatorProcess.kill();
    var after = cluster.run(Sessions.python("it-runc", "import sys\nsys.exit(3)"));
    assertThat(after.outcome().exitCode()).isEqualTo(3);
    LiveCluster.waitUntil(
        () -> {
          collect();
          return cluster.auditAnchor().orElseThrow().sequence() == 6 && records().size() == 6;
        });
    assertThat(findings(records())).isEmpty();
    assertThat(records())
        .filteredOn(line -> line.contains(uid(clean)))
        .singleElement()
        .asString()
        .contains("\"end\":\"Destroyed\"", "\"reason\":\"Completed\"")
        .doesNotContain("CANARY");
    assertThat(records())
        .filteredOn(line -> line.contains(uid(deletedWhileItRuns)))
        .singleElement()
        .asString()
        .contains("\"end\":\"Deleted\"");
    touched();
  }

  private void touched() {
    var removed = new ArrayList<>(records());
    removed.remove(2);
    assertThat(findings(removed)).singleElement().asString().contains("#3 are missing");
    var edited = new ArrayList<>(records());
    edited.set(1, edited.get(1).replace("\"language\":\"python\"", "\"language\":\"bash\""));
    assertThat(findings(edited)).singleElement().asString().contains("#2").contains("was edited");
    var cut = records().subList(0, 5);
    assertThat(findings(cut)).singleElement().asString().contains("was cut off");
  }

  private List<String> findings(List<String> lines) {
    var verification = new Verification();
    lines.forEach(verification::line);
    return verification.report(List.of(cluster.auditAnchor().orElseThrow())).findings();
  }

  private List<String> records() {
    return log.stream()
        .filter(
            line ->
                line.startsWith("{") && line.contains("\"chain\":\"" + cluster.namespace() + "\""))
        .distinct()
        .toList();
  }

  /** The kubelet's files outlive a container; the API shows the last two only. */
  private void collect() {
    var pod =
        cluster
            .client()
            .pods()
            .inNamespace(LiveCluster.OPERATOR_NAMESPACE)
            .withLabel("app.kubernetes.io/component", "operator");
    for (var item : pod.list().getItems()) {
      var resource =
          cluster
              .client()
              .pods()
              .inNamespace(LiveCluster.OPERATOR_NAMESPACE)
              .withName(item.getMetadata().getName());
      resource.getLog().lines().forEach(log::add);
      if (item.getStatus().getContainerStatuses().stream().anyMatch(c -> c.getRestartCount() > 0)) {
        resource.terminated().getLog().lines().forEach(log::add);
      }
    }
  }

  private static String uid(CodeSession session) {
    return session.getMetadata().getUid();
  }
}
