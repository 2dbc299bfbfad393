package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.codesession.api.v1alpha1.ArtifactSelection;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.EnvVar;
import dev.codesession.api.v1alpha1.InputFile;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.RetentionPolicy;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is gone is gone: from the API, the operator's log, its metrics and the events. */
final class ErasureIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  private final String canary = "canary" + UUID.randomUUID().toString().replace("-", "");

  @Test
  void afterADeletionNoByteOfCodeOrOutputIsLeft() {
    var clean = cluster.create(session("it-runc", null));
    var hostile =
        cluster.create(
            Sessions.python(
                "it-runc",
                "print('" + canary + "', flush=True)\nopen('/etc/sudoers.d/" + canary + "')"));
    var status = cluster.destroyed(clean);
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(OutcomeReason.Completed);
    assertThat(status.artifacts().getFirst().secretRef()).isNotNull();
    assertThat(cluster.destroyed(hostile).outcome().reason())
        .isEqualTo(OutcomeReason.PolicyViolation);
    var everything = new EverythingListed(cluster.client());
    assertThat(everything.holding(canary))
        .as("the search finds what is there")
        .contains("/api/v1/secrets", "/apis/codesession.dev/v1alpha1/codesessions");
    cluster.delete(clean);
    cluster.delete(hostile);
    cluster.gone(clean);
    cluster.gone(hostile);
    // The garbage collector takes the Secret a moment later.
    LiveCluster.waitUntil(() -> everything.holding(canary).isEmpty());
    assertThat(EverythingListed.holds(new OperatorDeployment(cluster.client()).logs(), canary))
        .as("the operator's log, the audit trail in it")
        .isFalse();
    assertThat(EverythingListed.holds(metrics(), canary)).as("metrics").isFalse();
  }

  @Test
  void textAndArtifactsGoBeforeTheSessionWhereTheClassSaysSo() {
    cluster.createClass(
        TestClasses.keeping(
            "it-forgets", LiveCluster.image(), new RetentionPolicy("1h", "1h", "1s", "2s")));
    var session = cluster.create(session("it-forgets", null));
    cluster.destroyed(session);
    LiveCluster.waitUntil(
        () -> {
          var status = cluster.get(session).getStatus();
          return status.stdout().head() == null
              && status.artifacts().getFirst().secretRef() == null;
        });
    var status = cluster.get(session).getStatus();
    assertThat(status.stdout().sha256()).isNotEmpty();
    assertThat(status.artifacts().getFirst().sha256()).isNotEmpty();
    assertThat(
            cluster
                .client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName(Names.artifactSecret(session.getMetadata().getUid()))
                .get())
        .isNull();
  }

  @Test
  void aLegalHoldKeepsASessionAgainstEverybody() {
    var session = cluster.create(session("it-runc", "4s"));
    hold(session, "\"case 7\"");
    cluster.destroyed(session);
    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(() -> cluster.delete(session))
        .withMessageContaining("legal hold");
    org.awaitility.Awaitility.await()
        .during(java.time.Duration.ofSeconds(8))
        .atMost(java.time.Duration.ofSeconds(12))
        .until(() -> cluster.get(session) != null);
    assertThat(cluster.get(session).getStatus().stdout().head()).contains(canary);
    hold(session, "null");
    // The time to live is over: it goes by itself, within a minute.
    cluster.gone(session);
  }

  private void hold(CodeSession session, String value) {
    cluster
        .client()
        .resources(CodeSession.class)
        .inNamespace(cluster.namespace())
        .withName(session.getMetadata().getName())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"codesession.dev/legal-hold\":" + value + "}}}");
  }

  /** The word is in everything that a user may write, and in everything that comes back. */
  private CodeSession session(String className, @Nullable String ttl) {
    var code =
        """
        import os, sys
        # %1$s
        print('%1$s', sys.stdin.read(), sys.argv, os.environ['SECRET'], flush=True)
        open('out-%1$s.txt', 'w').write('%1$s ' * 6000)
        # So much that the operator keeps neither code nor output in memory.
        print('%2$s')
        """
            .formatted(canary, "x".repeat(9_000));
    return Sessions.of(
        new CodeSessionSpec(
            className,
            "python",
            code,
            List.of(new InputFile("in-" + canary + ".txt", canary, null)),
            List.of(canary),
            canary,
            List.of(new EnvVar("SECRET", canary)),
            null,
            new ArtifactSelection(List.of("out-*.txt")),
            null,
            null,
            ttl,
            null));
  }

  private static String metrics() {
    var pod =
        cluster
            .client()
            .pods()
            .inNamespace(LiveCluster.OPERATOR_NAMESPACE)
            .withLabel("app.kubernetes.io/component", "operator")
            .list()
            .getItems()
            .getFirst();
    return cluster
        .client()
        .raw(
            "/api/v1/namespaces/%s/pods/%s:8080/proxy/metrics"
                .formatted(LiveCluster.OPERATOR_NAMESPACE, pod.getMetadata().getName()));
  }
}
