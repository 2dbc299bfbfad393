package dev.codesession.api;

import static org.junit.jupiter.api.Assumptions.abort;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The real API server of the integration tests, with the committed CRDs and a namespace of its own.
 */
public final class TestCluster implements AutoCloseable {
  private final KubernetesClient client;
  private final String namespace;

  private TestCluster(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * Connects, or aborts the test class visibly where there is no cluster.
   *
   * @param prefix of the namespace, so that leftovers can be told apart
   */
  public static TestCluster connect(String prefix) {
    var cluster =
        new TestCluster(client(), prefix + "-" + UUID.randomUUID().toString().substring(0, 8));
    cluster.installCrds();
    cluster.createNamespace();
    return cluster;
  }

  /** A client with the administrator's rights, or an abort with the reason. */
  public static KubernetesClient client() {
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

  public KubernetesClient kubernetes() {
    return client;
  }

  public String namespace() {
    return namespace;
  }

  /** Deletes the namespace, not the CRDs: other tests share them. */
  @Override
  public void close() {
    client.namespaces().withName(namespace).delete();
    client.close();
  }

  private void installCrds() {
    for (var file : crdFiles()) {
      client
          .resource(readCrd(file))
          .fieldManager("codesession-test")
          .forceConflicts()
          .serverSideApply();
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> crdFiles().stream().allMatch(file -> isEstablished(readCrd(file))));
  }

  private boolean isEstablished(CustomResourceDefinition crd) {
    var found = client.resource(crd).get();
    return found != null
        && found.getStatus() != null
        && found.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private void createNamespace() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  private CustomResourceDefinition readCrd(Path file) {
    return client
        .getKubernetesSerialization()
        .unmarshal(readString(file), CustomResourceDefinition.class);
  }

  private static List<Path> crdFiles() {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("basedir", "."), "crds"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String readString(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
