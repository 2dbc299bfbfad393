package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.Names;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * The secret from which every session's key is derived: one Secret in the operator's namespace,
 * made at the first start.
 */
public final class OperatorSeal {
  private static final String KEY = "seal";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private OperatorSeal() {}

  /**
   * Reads it, or makes it if it is not there.
   *
   * @throws IllegalStateException if the Secret is there and does not hold 32 bytes
   */
  public static byte[] obtain(KubernetesClient client, String namespace, String name) {
    var existing = client.secrets().inNamespace(namespace).withName(name).get();
    if (existing != null) {
      return bytes(existing);
    }
    var fresh = new byte[BYTES];
    RANDOM.nextBytes(fresh);
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withLabels(Map.of(Names.MANAGED_BY_LABEL, Names.MANAGED_BY))
            .endMetadata()
            .withImmutable(true)
            .withData(Map.of(KEY, Base64.getEncoder().encodeToString(fresh)))
            .build();
    try {
      return bytes(client.resource(secret).create());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return bytes(client.secrets().inNamespace(namespace).withName(name).require());
    }
  }

  private static byte[] bytes(Secret secret) {
    var value = secret.getData() == null ? null : secret.getData().get(KEY);
    var bytes = value == null ? new byte[0] : Base64.getDecoder().decode(value);
    if (bytes.length != BYTES) {
      throw new IllegalStateException(
          "Secret "
              + secret.getMetadata().getNamespace()
              + "/"
              + secret.getMetadata().getName()
              + " must hold 32 bytes under the key \""
              + KEY
              + "\"; delete it to have a new one made");
    }
    return bytes;
  }
}
