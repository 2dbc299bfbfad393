package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.CodeSession;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void containersOfPodsAreWrittenAndNotRead() {
    var pod =
        new PodBuilder()
            .withNewSpec()
            .withNodeName("n")
            .addNewContainer()
            .withName("c")
            .endContainer()
            .endSpec()
            .build();
    var text = LeanObjects.serialization().asJson(pod);
    assertThat(text).contains("\"containers\"");
    var read = LeanObjects.serialization().unmarshal(text, Pod.class);
    assertThat(read.getSpec().getContainers()).isEmpty();
    assertThat(read.getSpec().getAdditionalProperties()).isEmpty();
    assertThat(read.getSpec().getNodeName()).isEqualTo("n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"p\"},\"spec\":{\"nodeName\":\"n\"}",
        "\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"},\"spec\":{\"nodeName\":\"n\"}",
        "\"metadata\":{\"name\":\"p\"},\"spec\":{\"nodeName\":\"n\"},\"kind\":\"Pod\",\"apiVersion\":\"v1\""
      })
  void watchedObjectIsReadWhateverItSaysFirst(String pod) {
    var event = event("{\"type\":\"MODIFIED\",\"object\":{" + pod + "}}");
    assertThat(event.getType()).isEqualTo("MODIFIED");
    assertThat(event.getObject()).isInstanceOf(Pod.class);
    assertThat(((Pod) event.getObject()).getMetadata().getName()).isEqualTo("p");
    assertThat(((Pod) event.getObject()).getSpec().getNodeName()).isEqualTo("n");
  }

  /** The client's own way makes a tree of it, then what it calls generic, then this. */
  @Test
  void watchedSessionIsReadInOneGo() {
    var event =
        event(
            """
            {"type":"ADDED","object":{"apiVersion":"codesession.dev/v1alpha1",
            "kind":"CodeSession","metadata":{"name":"s"}}}
            """);
    assertThat(event.getObject()).isInstanceOf(CodeSession.class);
  }

  @Test
  void theTypeOfAnEventMayComeLast() {
    var event = event("{\"object\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\"},\"type\":\"DELETED\"}");
    assertThat(event.getType()).isEqualTo("DELETED");
    assertThat(event.getObject()).isInstanceOf(Pod.class);
  }

  @Test
  void anErrorOfAWatchIsStillAStatus() {
    var event =
        event(
            """
            {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"code":410}}
            """);
    assertThat(event.getObject()).isInstanceOf(Status.class);
    assertThat(((Status) event.getObject()).getCode()).isEqualTo(410);
  }

  private static WatchEvent event(String text) {
    return LeanObjects.serialization().unmarshal(text, WatchEvent.class);
  }
}
