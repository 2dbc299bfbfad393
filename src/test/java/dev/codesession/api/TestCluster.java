package dev.codesession.api;

import static org.junit.jupiter.api.Assumptions.abort;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real API server with the committed CRDs under an API group of their own, so that neither an
 * operator nor admission policies that are already there take part, and nobody else's CRDs change.
 */
final class TestCluster implements AutoCloseable {
  private final KubernetesClient client;
  private final String namespace = "apitest-" + UUID.randomUUID().toString().substring(0, 8);
  private final String group = namespace + ".codesession.dev";
  private final List<CustomResourceDefinition> crds;

  private TestCluster(KubernetesClient client) throws IOException {
    this.client = client;
    this.crds = readCrds();
  }

  /** Connects, or aborts the test class visibly where there is no cluster. */
  static TestCluster connect() throws IOException {
    var cluster = new TestCluster(client());
    cluster.install();
    return cluster;
  }

  private static KubernetesClient client() {
    var kubeconfig = System.getenv("CODESESSION_TEST_KUBECONFIG");
    if (kubeconfig == null || kubeconfig.isBlank()) {
      var why = System.getenv("CODESESSION_TEST_SKIP_REASON");
      var reason =
          why == null || why.isBlank() ? "CODESESSION_TEST_KUBECONFIG names no kubeconfig" : why;
      System.out.println("SKIPPED, needs a cluster: " + reason);
      abort("needs a cluster: " + reason);
    }
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(new File(kubeconfig)))
        .build();
  }

  KubernetesClient kubernetes() {
    return client;
  }

  String namespace() {
    return namespace;
  }

  /** A manifest in the group of this cluster. */
  String own(String manifest) {
    return manifest.replace("codesession.dev/v1alpha1", group + "/v1alpha1");
  }

  CustomResourceDefinition crd(String kind) {
    return crds.stream()
        .filter(crd -> crd.getSpec().getNames().getKind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    client.namespaces().withName(namespace).delete();
    crds.forEach(crd -> client.resource(crd).delete());
    client.close();
  }

  private void install() {
    crds.forEach(crd -> client.resource(crd).create());
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> crds.stream().allMatch(this::isEstablished));
  }

  private boolean isEstablished(CustomResourceDefinition crd) {
    var found = client.resource(crd).get();
    return found != null
        && found.getStatus() != null
        && found.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private List<CustomResourceDefinition> readCrds() throws IOException {
    var folder = Path.of(System.getProperty("basedir", "."), "crds");
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(this::readCrd).toList();
    }
  }

  private CustomResourceDefinition readCrd(Path file) {
    try {
      var crd =
          client
              .getKubernetesSerialization()
              .unmarshal(Files.readString(file), CustomResourceDefinition.class);
      crd.getSpec().setGroup(group);
      crd.getMetadata().setName(crd.getSpec().getNames().getPlural() + "." + group);
      return crd;
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }
}
