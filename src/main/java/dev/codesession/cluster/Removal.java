package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.Names;
import dev.codesession.session.PodRef;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;

/** The two requests that take a pod away: the deletion, and the patch that lets go of it. */
final class Removal {
  private Removal() {}

  /**
   * One second of grace, not zero: with zero the object goes before the kubelet has confirmed
   * anything. By UID, which only a raw request can say: the name may have come to mean another pod,
   * and then the server answers with a conflict.
   */
  static void delete(KubernetesClient client, PodRef ref) {
    delete(
        client,
        "/api/v1/namespaces/" + ref.namespace() + "/pods/" + ref.name(),
        new DeleteOptionsBuilder()
            .withGracePeriodSeconds(1L)
            .withNewPreconditions()
            .withUid(ref.uid())
            .endPreconditions()
            .build());
  }

  /** By UID, too. */
  static void deleteSession(KubernetesClient client, String namespace, String name, String uid) {
    delete(
        client,
        Originals.path(namespace, name),
        new DeleteOptionsBuilder().withNewPreconditions().withUid(uid).endPreconditions().build());
  }

  private static void delete(KubernetesClient client, String path, DeleteOptions options) {
    ignoring(
        HttpURLConnection.HTTP_NOT_FOUND,
        () -> ignoring(HttpURLConnection.HTTP_CONFLICT, () -> client.raw(path, "DELETE", options)));
  }

  /**
   * The JSON patch that takes our finalizer off, and only ours: its index is tested in the same
   * patch.
   */
  static Optional<String> letGo(Pod pod) {
    int index = pod.getMetadata().getFinalizers().indexOf(Names.POD_FINALIZER);
    var path = "/metadata/finalizers/" + index;
    return index < 0
        ? Optional.empty()
        : Optional.of(
            ("[{\"op\":\"test\",\"path\":\"/metadata/uid\",\"value\":\"%3$s\"},"
                    + "{\"op\":\"test\",\"path\":\"%1$s\",\"value\":\"%2$s\"},{\"op\":\"remove\",\"path\":\"%1$s\"}]")
                .formatted(path, Names.POD_FINALIZER, pod.getMetadata().getUid()));
  }

  /** Sent as it is: the client's own patch by text reads the object first, for nothing. */
  static Pod patch(KubernetesClient client, PodRef ref, String patch) {
    var path = "api/v1/namespaces/%s/pods/%s".formatted(ref.namespace(), ref.name());
    var request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(URI.create(client.getMasterUrl().toString()).resolve(path))
            .method("PATCH", "application/json-patch+json", patch)
            .build();
    var response = client.getHttpClient().sendAsync(request, String.class).join();
    if (!response.isSuccessful()) {
      throw new KubernetesClientException(
          "patch of pod " + ref.name() + ": " + response.body(), response.code(), null);
    }
    return client.getKubernetesSerialization().unmarshal(response.body(), Pod.class);
  }

  static void ignoring(int code, Runnable action) {
    try {
      action.run();
    } catch (KubernetesClientException e) {
      if (e.getCode() != code) {
        throw e;
      }
    }
  }
}
