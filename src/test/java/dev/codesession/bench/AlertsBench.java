package dev.codesession.bench;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.it.OperatorDeployment;
import dev.codesession.it.ThisMachine;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/**
 * From hostile code in a guest to the sockets of three sinks. The code prints the time right before
 * the call that is forbidden, so that the figures hold all of it: the kernel's notice, the warden's
 * verdict, the channel, the operator, the request. One machine, one clock.
 */
final class AlertsBench {
  private static final String CODE =
      "import time\nprint(time.time_ns(), flush=True)\nopen('/etc/shadow')";
  private static final String SETTINGS = "CODESESSION_ALERTS";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final String namespace;
  private final String className;
  private final AlertSinks sinks;
  private final Timings timings = new Timings();
  private int count;

  private AlertsBench(
      KubernetesClient client, String namespace, String className, AlertSinks sinks) {
    this.client = client;
    this.namespace = namespace;
    this.className = className;
    this.sinks = sinks;
  }

  /** Arguments: kubeconfig, class name, sessions per scenario, sessions at once. */
  public static void main(String[] args) throws Exception {
    var namespace = "bench-" + UUID.randomUUID().toString().substring(0, 8);
    var config = Config.fromKubeconfig(new File(args[0]));
    try (var client = new KubernetesClientBuilder().withConfig(config).build();
        var sinks = new AlertSinks()) {
      client
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .create();
      var operator = new OperatorDeployment(client);
      try {
        operator.openEgress();
        operator.environment(SETTINGS, sinks.settings(ThisMachine.address(client)));
        new AlertsBench(client, namespace, args[1], sinks)
            .run(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
      } finally {
        operator.environment(SETTINGS, null);
        operator.closeEgress();
        client.namespaces().withName(namespace).delete();
      }
    }
  }

  private void run(int sessions, int parallel) throws Exception {
    System.out.printf(
        "class %s, %d sessions per scenario, %d at once, %d processors%n",
        className, sessions, parallel, Runtime.getRuntime().availableProcessors());
    var watch =
        client.resources(CodeSession.class).inNamespace(namespace).watch(timings.sessions());
    try {
      hostile();
      report("one after another", times(sessions, 1));
      report(parallel + " at once", times(sessions, parallel));
    } finally {
      watch.close();
    }
  }

  private List<List<Long>> times(int sessions, int atOnce) throws Exception {
    var all = new ArrayList<List<Long>>();
    try (var threads = Executors.newFixedThreadPool(atOnce)) {
      Callable<List<Long>> one = this::hostile;
      for (var time : threads.invokeAll(Collections.nCopies(sessions, one))) {
        all.add(time.get());
      }
    }
    return all;
  }

  /** Milliseconds from the attempt to each sink. */
  private List<Long> hostile() throws InterruptedException {
    var session = new CodeSession();
    var name = next();
    session.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    session.setSpec(
        new CodeSessionSpec(
            className, "python", CODE, List.of(), List.of(), null, List.of(), null, null, null,
            null, null, null));
    timings.mark(name, "created");
    var uid = client.resource(session).create().getMetadata().getUid();
    // or the next session would pay for taking this one down
    timings.await(name, "Destroyed");
    var status = client.resource(session).get().getStatus();
    var printed = status.stdout().head().strip();
    if (!"PolicyViolation".equals(String.valueOf(status.outcome().reason()))) {
      throw new IllegalStateException(name + " ended as " + status.outcome());
    }
    var attempt = Instant.EPOCH.plusNanos(Long.parseLong(printed));
    return AlertSinks.TYPES.stream()
        .map(type -> Duration.between(attempt, heard(type, uid)).toMillis())
        .toList();
  }

  private Instant heard(String type, String uid) {
    Awaitility.await().atMost(PATIENCE).until(() -> sinks.heard(type, uid).isPresent());
    return sinks.heard(type, uid).orElseThrow();
  }

  private synchronized String next() {
    return "hostile-" + count++;
  }

  private static void report(String how, List<List<Long>> times) {
    System.out.println(how);
    for (int i = 0; i < AlertSinks.TYPES.size(); i++) {
      int sink = i;
      var of = times.stream().map(t -> t.get(sink)).toList();
      System.out.println(
          Figures.of("the attempt → " + AlertSinks.TYPES.get(i) + "'s socket", of).row());
    }
  }
}
