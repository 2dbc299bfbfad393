package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.Names;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.File;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The operator has the rights it uses and uses the rights it has, by the API server's audit log
 * since the operator's pod was made. The sessions of this test alone go through everything it does
 * in the ordinary course.
 */
final class RbacUsageIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  /** Granted, and not used in an ordinary run: why it is needed all the same. */
  private static final Map<Right, String> SELDOM =
      Map.ofEntries(
          Map.entry(
              Right.of("get", "codesession.dev:codesessions"),
              "live read after a conflict, and before a sandbox without a session is taken away"),
          Map.entry(
              Right.of("update", "codesession.dev:codesessions/finalizers"),
              "owner references that block deletion, where OwnerReferencesPermissionEnforcement is on"),
          Map.entry(
              Right.of("update", "codesession.dev:sessionclasses/status"), "readiness of classes"),
          Map.entry(
              Right.of("create", ":pods/attach"),
              "asked for from Kubernetes 1.35 on together with get, and logged as get"),
          Map.entry(
              Right.of("get", ":pods/log"), "a result that could not be heard over the channel"),
          Map.entry(Right.of("create", "coordination.k8s.io:leases"), "the first start of all"),
          Map.entry(
              Right.of("update", "coordination.k8s.io:leases"),
              "java-operator-sdk does not start without it, and uses patch"),
          Map.entry(Right.of("list", ":configmaps"), "the outbox of alerts, where there are sinks"),
          Map.entry(
              Right.of("delete", ":configmaps"), "alerts that were late and have been delivered"),
          Map.entry(
              Right.of("update", ":configmaps"),
              "anchors of the audit trail, from the second batch of a namespace on"),
          Map.entry(
              Right.of("delete", ":secrets"),
              "artifacts whose time is over, where a class keeps them for less than the session"),
          Map.entry(Right.of("get", ":secrets"), "the seal, at the start of a process"),
          Map.entry(Right.of("create", "codesession.dev:codesessions"), "canaries"),
          Map.entry(
              Right.of("get", "codesession.dev:sessionclasses"),
              "live read after a conflict about its finalizer"),
          Map.entry(
              Right.of("patch", "codesession.dev:sessionclasses"),
              "its finalizer, while sessions use it"),
          Map.entry(
              Right.of("delete", ":resourcequotas"),
              "the guard, a minute after the last session of a namespace"),
          Map.entry(
              Right.of("delete", "networking.k8s.io:networkpolicies"),
              "the guard, a minute after the last session of a namespace"));

  /** What every account may ask of itself, and of others where metrics.auth binds it to that. */
  private static final Set<String> REVIEWS =
      Set.of("authorization.k8s.io", "authentication.k8s.io");

  @BeforeAll
  static void goThroughEverything() {
    var spec =
        new CodeSessionSpec(
            "it-runc",
            "python",
            "print(1)",
            List.of(),
            List.of(),
            null,
            List.of(),
            null,
            null,
            null,
            null,
            "1s",
            null);
    var expiring = cluster.create(Sessions.of(spec));
    cluster.run(
        Sessions.of(
            "it-runc",
            "python",
            "import os\nopen('b.bin', 'wb').write(os.urandom(300_000))",
            null,
            List.of("*.bin")));
    cluster.run(Sessions.python("it-runc-net", "print('refused, with an event')"));
    disturbTheGuard();
    cluster.run(Sessions.python("it-runc", "print(2)"));
    cluster.gone(expiring);
  }

  /** Only a collector's name gets a change of the guard past admission. */
  private static void disturbTheGuard() {
    try (var collector = collector()) {
      collector
          .network()
          .v1()
          .networkPolicies()
          .inNamespace(cluster.namespace())
          .withName(Names.GUARD)
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"egress\":[{}]}}");
      collector
          .resourceQuotas()
          .inNamespace(cluster.namespace())
          .withName(Names.GUARD)
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"hard\":{\"pods\":\"1\"}}}");
    }
  }

  private static KubernetesClient collector() {
    var config = Config.fromKubeconfig(new File(System.getenv("CODESESSION_TEST_KUBECONFIG")));
    config.setImpersonateUsername("system:serviceaccount:kube-system:generic-garbage-collector");
    config.setImpersonateGroups("system:masters");
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Test
  void whatItAskedForItMay() {
    assertThat(Right.asked(LiveCluster.OPERATOR, settled(), true)).isEmpty();
    var unexplained = new TreeSet<>(Right.asked(LiveCluster.OPERATOR, settled(), false));
    unexplained.removeIf(right -> REVIEWS.contains(right.group()));
    unexplained.removeAll(Right.granted(rules()));
    assertThat(unexplained).isEmpty();
  }

  @Test
  void whatItMayItAskedForOrItIsSaidWhy() {
    var idle = new TreeSet<>(Right.granted(rules()));
    idle.removeAll(Right.asked(LiveCluster.OPERATOR, started(), false));
    idle.removeAll(SELDOM.keySet());
    assertThat(idle).isEmpty();
  }

  private static List<PolicyRule> rules() {
    var rules = new ArrayList<PolicyRule>();
    var rbac = cluster.client().rbac();
    rules.addAll(rbac.clusterRoles().withName("codesession-operator").require().getRules());
    rules.addAll(
        rbac.roles()
            .inNamespace(LiveCluster.OPERATOR_NAMESPACE)
            .withName("codesession-own")
            .require()
            .getRules());
    return rules;
  }

  /** An earlier operator on the same cluster may have had other uses for its rights. */
  private static Instant started() {
    return cluster
        .client()
        .pods()
        .inNamespace(LiveCluster.OPERATOR_NAMESPACE)
        .withLabel("app.kubernetes.io/component", "operator")
        .list()
        .getItems()
        .stream()
        .map(pod -> Instant.parse(pod.getMetadata().getCreationTimestamp()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /**
   * From when on the rights are the present ones: an upgrade of the chart may have changed them.
   */
  private static Instant settled() {
    return cluster
        .client()
        .rbac()
        .clusterRoles()
        .withName("codesession-operator")
        .require()
        .getMetadata()
        .getManagedFields()
        .stream()
        .map(written -> Instant.parse(written.getTime()))
        .filter(written -> written.isAfter(started()))
        .max(Comparator.naturalOrder())
        // A right comes into force a moment after it is written.
        .map(written -> written.plusSeconds(5))
        .orElseGet(RbacUsageIT::started);
  }
}
