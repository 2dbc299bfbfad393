package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.codesession.api.v1alpha1.CodeSession;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LeanObjectsTest {
  private static KubernetesSerialization serialization() {
    return LeanObjects.serialization(UnaryOperator.identity());
  }

  /** However it comes: alone, in a list, in a watch. */
  @ParameterizedTest
  @ValueSource(strings = {"%s", "{\"kind\":\"CodeSessionList\",\"items\":[%s]}", "{\"object\":%s}"})
  void sessionsAreAbridged(String wrapped) {
    var session =
        "{\"apiVersion\":\"codesession.dev/v1alpha1\",\"kind\":\"CodeSession\",\"metadata\":{\"name\":\"s\"}}";
    var seen = new ArrayList<String>();
    var lean =
        LeanObjects.serialization(
            read -> {
              seen.add(read.getMetadata().getName());
              return read;
            });
    var type =
        wrapped.contains("items")
            ? DefaultKubernetesResourceList.class
            : wrapped.contains("object") ? WatchEvent.class : CodeSession.class;
    lean.registerKubernetesResource(CodeSession.class);
    var read =
        type == DefaultKubernetesResourceList.class
            ? lean.unmarshal(
                wrapped.formatted(session),
                new TypeReference<DefaultKubernetesResourceList<CodeSession>>() {})
            : lean.unmarshal(wrapped.formatted(session), type);
    assertThat(read).isNotNull();
    assertThat(seen).containsExactly("s");
  }

  /** Ten thousand sessions say "default", and their instants several times each. */
  @Test
  void whatManySayIsOneCopy() {
    var lean = serialization();
    var one = lean.unmarshal(pod("a"), Pod.class);
    var other = lean.unmarshal(pod("b"), Pod.class);
    assertThat(other.getMetadata().getNamespace()).isSameAs(one.getMetadata().getNamespace());
    assertThat(other.getMetadata().getLabels().get("l"))
        .isSameAs(one.getMetadata().getLabels().get("l"));
    assertThat(other.getMetadata().getFinalizers().getFirst())
        .isSameAs(one.getMetadata().getFinalizers().getFirst());
    assertThat(other.getMetadata().getName()).isEqualTo("b");
  }

  private static String pod(String name) {
    return """
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"team",
    "labels":{"l":"value"},"finalizers":["f"],"deletionTimestamp":null}}"""
        .formatted(name);
  }

  @Test
  void fieldManagersAreNotRead() {
    var pod =
        serialization()
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
        serialization()
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
    var text = serialization().asJson(pod);
    assertThat(text).contains("\"containers\"");
    var read = serialization().unmarshal(text, Pod.class);
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
    return serialization().unmarshal(text, WatchEvent.class);
  }
}
