package dev.codesession.cluster;

import dev.codesession.guest.OperatorFrame.Probe;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is near a sandbox and must be out of its reach: its node, another sandbox, the link itself.
 * A node is the one that network policies let through in many networks.
 */
final class Surroundings {
  private static final int KUBELET = 10250;

  /** Nobody listens there; where there is a way, its kernel answers with a refusal. */
  private static final int ANY_PORT = 80;

  private Surroundings() {}

  static List<Probe> of(String podName, @Nullable Node node, List<Pod> sandboxes) {
    var probes = new ArrayList<Probe>();
    if (node != null) {
      addresses(node).forEach(a -> probes.add(probe(named("node", a), a, port(node))));
    }
    neighbour(podName, sandboxes).ifPresent(a -> probes.add(probe("neighbour", a, ANY_PORT)));
    // By the name that container networks give the first interface: without a zone no kernel would
    // even try.
    probes.add(new Probe("linklocal6", "[fe80::1%eth0]:" + ANY_PORT));
    return probes;
  }

  /** One of each family. */
  private static List<String> addresses(Node node) {
    if (node.getStatus() == null) {
      return List.of();
    }
    var internal =
        node.getStatus().getAddresses().stream()
            .filter(a -> "InternalIP".equals(a.getType()))
            .map(a -> a.getAddress())
            .toList();
    var one = new ArrayList<String>();
    internal.stream().filter(a -> a.indexOf(':') < 0).findFirst().ifPresent(one::add);
    internal.stream().filter(a -> a.indexOf(':') >= 0).findFirst().ifPresent(one::add);
    return one;
  }

  private static String named(String what, String address) {
    return address.indexOf(':') < 0 ? what : what + "6";
  }

  private static int port(Node node) {
    var daemons = node.getStatus().getDaemonEndpoints();
    var kubelet = daemons == null ? null : daemons.getKubeletEndpoint();
    var port = kubelet == null ? null : kubelet.getPort();
    return port == null || port <= 0 ? KUBELET : port;
  }

  private static Optional<String> neighbour(String podName, List<Pod> sandboxes) {
    return sandboxes.stream()
        .filter(p -> !podName.equals(p.getMetadata().getName()) && p.getStatus() != null)
        .filter(p -> "Running".equals(p.getStatus().getPhase()))
        .map(p -> p.getStatus().getPodIP())
        .filter(ip -> ip != null && !ip.isEmpty())
        .findFirst();
  }

  private static Probe probe(String name, String address, int port) {
    return new Probe(name, (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port);
  }
}
