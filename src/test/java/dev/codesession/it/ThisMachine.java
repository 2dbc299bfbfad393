package dev.codesession.it;

import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** Where pods reach what listens on this machine; public for the benches. */
public final class ThisMachine {
  private ThisMachine() {}

  /** As the node sees it: the address from which it would be spoken to. */
  public static String address(KubernetesClient client) throws IOException {
    var node =
        client.nodes().list().getItems().getFirst().getStatus().getAddresses().stream()
            .filter(a -> a.getType().equals("InternalIP"))
            .map(NodeAddress::getAddress)
            .findFirst()
            .orElseThrow();
    // Nothing is sent: the kernel only looks up the route.
    try (var socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(node, 9));
      return socket.getLocalAddress().getHostAddress();
    }
  }
}
