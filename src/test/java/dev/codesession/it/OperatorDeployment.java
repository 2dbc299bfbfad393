package dev.codesession.it;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.util.Collections;
import java.util.Map;
import java.util.function.Consumer;

/** Other settings for the installed operator, for a while; public for the benches. */
public final class OperatorDeployment {
  private static final String OPEN = "it-open-egress";

  private final KubernetesClient client;

  public OperatorDeployment(KubernetesClient client) {
    this.client = client;
  }

  /** Sets a variable, or takes it away with null; returns when only the new process is left. */
  public void environment(String name, String value) {
    environment(Collections.singletonMap(name, value));
  }

  /** The same for several. */
  void environment(Map<String, String> variables) {
    edit(
        pod -> {
          var env = pod.getContainers().getFirst().getEnv();
          env.removeIf(e -> variables.containsKey(e.getName()));
          variables.forEach(
              (name, value) -> {
                if (value != null) {
                  env.add(new EnvVar(name, value, null));
                }
              });
        });
  }

  /** Mounts a Secret under its own name. */
  void mount(String secret, String path) {
    edit(
        pod -> {
          pod.getVolumes()
              .add(
                  new VolumeBuilder()
                      .withName(secret)
                      .withNewSecret()
                      .withSecretName(secret)
                      .endSecret()
                      .build());
          pod.getContainers()
              .getFirst()
              .getVolumeMounts()
              .add(
                  new VolumeMountBuilder()
                      .withName(secret)
                      .withMountPath(path)
                      .withReadOnly(true)
                      .build());
        });
  }

  /** Without the mount of that Secret. */
  void unmount(String secret) {
    edit(
        pod -> {
          pod.getContainers()
              .getFirst()
              .getVolumeMounts()
              .removeIf(m -> m.getName().equals(secret));
          pod.getVolumes().removeIf(v -> v.getName().equals(secret));
        });
  }

  /** Returns when only a process with the changed pod is left. */
  private void edit(Consumer<PodSpec> change) {
    deployment()
        .edit(
            d -> {
              change.accept(d.getSpec().getTemplate().getSpec());
              return d;
            });
    LiveCluster.waitUntil(() -> rolledOut(deployment().get()) && pods() == 1);
  }

  /** Policies add up: the operator's own fence does not know the ports of a test's receivers. */
  public void openEgress() {
    client
        .resource(
            new NetworkPolicyBuilder()
                .withNewMetadata()
                .withNamespace(LiveCluster.OPERATOR_NAMESPACE)
                .withName(OPEN)
                .endMetadata()
                .withNewSpec()
                .withNewPodSelector()
                .addToMatchLabels("app.kubernetes.io/name", "codesession")
                .endPodSelector()
                .withPolicyTypes("Egress")
                .addNewEgress()
                .endEgress()
                .endSpec()
                .build())
        .serverSideApply();
  }

  public void closeEgress() {
    client
        .network()
        .v1()
        .networkPolicies()
        .inNamespace(LiveCluster.OPERATOR_NAMESPACE)
        .withName(OPEN)
        .delete();
  }

  /** A new pod: the kubelet lets one that was killed several times wait for minutes. */
  void restart() {
    deployment().rolling().restart();
    LiveCluster.waitUntil(() -> rolledOut(deployment().get()) && pods() == 1);
  }

  private RollableScalableResource<Deployment> deployment() {
    return client
        .apps()
        .deployments()
        .inNamespace(LiveCluster.OPERATOR_NAMESPACE)
        .withName("codesession");
  }

  private static boolean rolledOut(Deployment d) {
    var status = d.getStatus();
    return d.getMetadata().getGeneration().equals(status.getObservedGeneration())
        && Integer.valueOf(1).equals(status.getUpdatedReplicas())
        && Integer.valueOf(1).equals(status.getReadyReplicas());
  }

  private int pods() {
    return client
        .pods()
        .inNamespace(LiveCluster.OPERATOR_NAMESPACE)
        .withLabel("app.kubernetes.io/component", "operator")
        .list()
        .getItems()
        .size();
  }

  /** The log of the present process, and that of the one before it if there was one. */
  String logs() {
    var text = new StringBuilder();
    client
        .pods()
        .inNamespace(LiveCluster.OPERATOR_NAMESPACE)
        .withLabel("app.kubernetes.io/component", "operator")
        .resources()
        .forEach(pod -> text.append(pod.getLog()));
    return text.toString();
  }
}
