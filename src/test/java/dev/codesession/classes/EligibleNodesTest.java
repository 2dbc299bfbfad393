package dev.codesession.classes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.admission.Examples.Rules;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClass;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nodes a class can use: as the scheduler sees it. */
final class EligibleNodesTest {
  private static final String READY = "conditions: [{type: Ready, status: 'True'}]";

  private static List<String> eligible(String runtime, String... nodes) {
    return EligibleNodes.of(
            Serialization.unmarshal("---\n" + runtime, RuntimeClass.class),
            Rules.PLAIN.withRegions("region", "eu").named("c").getSpec(),
            List.of(nodes).stream().map(EligibleNodesTest::node).toList())
        .stream()
        .map(Candidate::name)
        .toList();
  }

  private static Node node(String yaml) {
    return Serialization.unmarshal("---\n" + yaml, Node.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | {metadata: {name: n, labels: {region: eu, kata: y}}, status: {READY}}",
        "false | {metadata: {name: n, labels: {region: eu}}, status: {READY}}",
        "false | {metadata: {name: n, labels: {region: us, kata: y}}, status: {READY}}",
        "false | {metadata: {name: n, labels: {kata: y}}, status: {READY}}",
        "false | {metadata: {name: n, labels: {region: eu, kata: y}}, status: {}}",
        "false | {metadata: {name: n, labels: {region: eu, kata: y}}, spec: {unschedulable: true}, status: {READY}}",
        "true  | {metadata: {name: n, labels: {region: eu, kata: y}}, spec: {taints: [{key: sandbox, value: only, effect: NoSchedule}]}, status: {READY}}",
        "false | {metadata: {name: n, labels: {region: eu, kata: y}}, spec: {taints: [{key: sandbox, value: other, effect: NoSchedule}]}, status: {READY}}",
        "false | {metadata: {name: n, labels: {region: eu, kata: y}}, spec: {taints: [{key: control-plane, effect: NoSchedule}]}, status: {READY}}",
        "true  | {metadata: {name: n, labels: {region: eu, kata: y}}, spec: {taints: [{key: control-plane, effect: PreferNoSchedule}]}, status: {READY}}",
        "true  | {metadata: {name: n, labels: {region: eu, kata: y}}, spec: {taints: [{key: any, value: x, effect: NoExecute}]}, status: {READY}}",
      })
  void oneNode(boolean eligible, String node) {
    var runtime =
        "{handler: kata, scheduling: {nodeSelector: {kata: y}, tolerations: [{key: sandbox, operator: Equal, value: only, effect: NoSchedule}, {key: any, operator: Exists}]}}";
    assertThat(eligible(runtime, node.replace("READY", READY)).isEmpty()).isNotEqualTo(eligible);
  }

  @Test
  void withoutSchedulingEveryNodeWillDo() {
    var node = "{metadata: {name: n, labels: {region: eu}}, status: {" + READY + "}}";
    assertThat(eligible("{handler: kata}", node)).containsExactly("n");
  }

  @Test
  void sortedAndNotMoreThanTheStatusHolds() {
    var nodes =
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    "{metadata: {name: n%03d, labels: {region: eu}}, status: {%s}}"
                        .formatted(299 - i, READY))
            .toArray(String[]::new);
    assertThat(eligible("{handler: kata}", nodes)).hasSize(200).isSorted().startsWith("n000");
  }

  @Test
  void handlersArePartOfWhatWasTried() {
    var template =
        "{metadata: {name: n, labels: {region: eu}}, status: {%s, nodeInfo: {bootID: b, kernelVersion: k, containerRuntimeVersion: 'containerd://2'}, runtimeHandlers: [%s]}}";
    var runtime = Serialization.unmarshal("---\n{handler: kata}", RuntimeClass.class);
    var spec = Rules.PLAIN.named("c").getSpec();
    var one =
        EligibleNodes.of(runtime, spec, List.of(node(template.formatted(READY, "{name: a}"))));
    var other =
        EligibleNodes.of(
            runtime, spec, List.of(node(template.formatted(READY, "{name: a}, {name: b}"))));
    assertThat(one.getFirst().bootId()).isEqualTo("b");
    assertThat(one.getFirst().runtime()).isNotEqualTo(other.getFirst().runtime());
  }
}
