package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OperatorSealTest {
  private final MockCluster cluster = MockCluster.shared();
  private final String namespace = MockCluster.namespace();

  @Test
  void itIsMadeOnceAndReadBack() {
    var first = obtain();
    assertThat(first).hasSize(32).isNotEqualTo(new byte[32]);
    assertThat(obtain()).isEqualTo(first);
    var secret = cluster.client.secrets().inNamespace(namespace).withName("seal").get();
    assertThat(secret.getImmutable()).isTrue();
  }

  @Test
  void ofTwoOperatorsTheFirstWins() {
    var theirs = "t".repeat(32).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    var path = "/api/v1/namespaces/" + namespace + "/secrets";
    // Not there when looked for, there when it is to be made.
    cluster.server.expect().get().withPath(path + "/seal").andReturn(404, "").once();
    put(theirs);
    assertThat(obtain()).isEqualTo(theirs);
  }

  @Test
  void aShortSecretIsRefusedByName() {
    put(new byte[31]);
    assertThatIllegalStateException()
        .isThrownBy(this::obtain)
        .withMessageContaining(namespace + "/seal")
        .withMessageContaining("32 bytes");
  }

  @Test
  void aSecretWithoutTheKeyIsRefused() {
    cluster.create(
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName("seal")
            .endMetadata()
            .build());
    assertThatIllegalStateException().isThrownBy(this::obtain).withMessageContaining("\"seal\"");
  }

  @Test
  void aServerThatForbidsItIsNotAskedAgain() {
    var path = "/api/v1/namespaces/" + namespace + "/secrets";
    cluster.server.expect().post().withPath(path).andReturn(403, "").once();
    assertThatExceptionOfType(KubernetesClientException.class).isThrownBy(this::obtain);
  }

  private byte[] obtain() {
    return OperatorSeal.obtain(cluster.client, namespace, "seal");
  }

  private void put(byte[] bytes) {
    cluster.create(
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName("seal")
            .endMetadata()
            .withData(Map.of("seal", Base64.getEncoder().encodeToString(bytes)))
            .build());
  }
}
