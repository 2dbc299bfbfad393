package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.guest.OperatorFrame.Probe;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a guest must fail to reach besides what the settings name. */
final class SurroundingsTest {
  private static final Probe LINK = new Probe("linklocal6", "[fe80::1%eth0]:80");

  private static Node node(String status) {
    return Serialization.unmarshal("---\n{status: " + status + "}", Node.class);
  }

  private static Pod pod(String name, String status) {
    return Serialization.unmarshal(
        "---\n{metadata: {name: " + name + "}, status: " + status + "}", Pod.class);
  }

  @Test
  void itsNodeByBothFamilies() {
    var node =
        node(
            "{addresses: [{type: Hostname, address: n}, {type: InternalIP, address: 10.0.0.1}, {type: InternalIP, address: 'fd00::1'}]}");
    assertThat(Surroundings.of("me", node, List.of()))
        .containsExactly(
            new Probe("node", "10.0.0.1:10250"), new Probe("node6", "[fd00::1]:10250"), LINK);
  }

  @Test
  void wherePortAndAddressesAreUnusual() {
    var node =
        node(
            "{addresses: [{type: InternalIP, address: 10.0.0.1}], daemonEndpoints: {kubeletEndpoint: {Port: 10260}}}");
    assertThat(Surroundings.of("me", node, List.of()))
        .contains(new Probe("node", "10.0.0.1:10260"));
    assertThat(Surroundings.of("me", null, List.of())).containsExactly(LINK);
    assertThat(Surroundings.of("me", new Node(), List.of())).containsExactly(LINK);
  }

  @Test
  void oneNeighbourThatIsThereAndNotItself() {
    var pods =
        List.of(
            pod("me", "{phase: Running, podIP: 10.1.0.1}"),
            pod("over", "{phase: Succeeded, podIP: 10.1.0.2}"),
            pod("young", "{phase: Running}"),
            pod("other", "{phase: Running, podIP: 10.1.0.4}"));
    assertThat(Surroundings.of("me", null, pods))
        .containsExactly(new Probe("neighbour", "10.1.0.4:80"), LINK);
  }
}
