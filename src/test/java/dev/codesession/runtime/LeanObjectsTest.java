package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

final class LeanObjectsTest {
  @Test
  void fieldManagersAreNotRead() {
    var pod =
        LeanObjects.serialization()
            .unmarshal(
                """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","uid":"u",
                "managedFields":[{"manager":"kubelet","fieldsV1":{"f:status":{}}}],"labels":{"a":"b"}}}
                """,
                Pod.class);
    assertThat(pod.getMetadata().getManagedFields()).isEmpty();
    assertThat(pod.getMetadata().getAdditionalProperties()).isEmpty();
    assertThat(pod.getMetadata().getUid()).isEqualTo("u");
    assertThat(pod.getMetadata().getLabels()).containsEntry("a", "b");
  }

  @Test
  void imagesOfNodesAreNotRead() {
    var node =
        LeanObjects.serialization()
            .unmarshal(
                """
                {"apiVersion":"v1","kind":"Node","metadata":{"name":"n"},"status":{
                "images":[{"names":["a"],"sizeBytes":1}],"nodeInfo":{"bootID":"b"}}}
                """,
                Node.class);
    assertThat(node.getStatus().getImages()).isEmpty();
    assertThat(node.getStatus().getAdditionalProperties()).isEmpty();
    assertThat(node.getStatus().getNodeInfo().getBootID()).isEqualTo("b");
  }
}
