package dev.codesession.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.util.function.Function;

/**
 * Requests that are repeated in a rhythm of their own. The client's own retries, ten in 19 seconds,
 * would multiply it, and a pass that waits for them hears of nothing else: no cancel, no time-out.
 */
final class Impatience {
  private static final RequestConfig ONCE =
      new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build();

  private Impatience() {}

  static <T> T ask(KubernetesClient client, Function<KubernetesClient, T> request) {
    return client
        .adapt(NamespacedKubernetesClient.class)
        .withRequestConfig(ONCE)
        .call(request::apply);
  }
}
