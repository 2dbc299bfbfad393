package dev.codesession.bench;

import dev.codesession.admission.Admission;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.blueprint.SandboxPod;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a session costs beside the bare pod it consists of, in the same run: the pod is the very one
 * the operator makes. {@code print(1)} in the default class; a warm-up session first, then so many
 * in sequence and so many at once.
 */
final class LatencyBench {
  private static final String CODE = "print(1)";

  private final KubernetesClient client;
  private final String namespace;
  private final String className;
  private final Timings timings = new Timings();
  private int count;

  private LatencyBench(KubernetesClient client, String namespace, String className) {
    this.client = client;
    this.namespace = namespace;
    this.className = className;
  }

  /** Arguments: kubeconfig, class name, sessions in sequence, sessions at once. */
  public static void main(String[] args) throws Exception {
    var namespace = "bench-" + UUID.randomUUID().toString().substring(0, 8);
    try (var client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(new File(args[0])))
            .build()) {
      client
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .create();
      try {
        new LatencyBench(client, namespace, args[1])
            .run(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
      } finally {
        client.namespaces().withName(namespace).delete();
      }
    }
  }

  private void run(int sequence, int parallel) throws Exception {
    var plan = plan();
    System.out.printf(
        "class %s, runtime %s, %d in sequence, rounds of %d at once, %d processors%n",
        className,
        plan.runtimeClassName(),
        sequence,
        parallel,
        Runtime.getRuntime().availableProcessors());
    Watch pods = client.pods().inNamespace(namespace).watch(timings.pods());
    Watch sessions =
        client.resources(CodeSession.class).inNamespace(namespace).watch(timings.sessions());
    try {
      session();
      report("in sequence", times(sequence, 1));
      report(parallel + " at once", times(sequence, parallel));
    } finally {
      pods.close();
      sessions.close();
    }
  }

  private record Sample(
      long podRunning, long running, long finished, long destroyed, long interpreter) {}

  private List<Sample> times(int total, int atOnce) throws Exception {
    var samples = new ArrayList<Sample>();
    try (var threads = Executors.newFixedThreadPool(atOnce)) {
      while (samples.size() < total) {
        // Pods and sessions take turns, so that both see the same weather.
        var bare = all(atOnce, threads, this::barePod);
        var mine = all(atOnce, threads, this::session);
        for (int i = 0; i < atOnce; i++) {
          var s = mine.get(i);
          samples.add(
              new Sample(
                  bare.get(i).podRunning(),
                  s.running(),
                  s.finished(),
                  s.destroyed(),
                  s.interpreter()));
        }
      }
    }
    return samples;
  }

  private static List<Sample> all(
      int count,
      java.util.concurrent.ExecutorService threads,
      java.util.concurrent.Callable<Sample> work)
      throws Exception {
    var futures = new ArrayList<Future<Sample>>();
    for (int i = 0; i < count; i++) {
      futures.add(threads.submit(work));
    }
    var done = new ArrayList<Sample>();
    for (var future : futures) {
      done.add(future.get());
    }
    return done;
  }

  private Sample barePod() throws InterruptedException {
    var session = new CodeSession();
    var uid = UUID.randomUUID().toString();
    session.setMetadata(
        new ObjectMetaBuilder().withNamespace(namespace).withName(uid).withUid(uid).build());
    Pod pod = SandboxPod.of(session, plan(), 1, "");
    // Not a sandbox of the operator's: no owner, no finalizer, no reserved label, annotation or
    // name.
    var name = next("pod");
    pod.getMetadata().setName(name);
    pod.getMetadata().setOwnerReferences(List.of());
    pod.getMetadata().setFinalizers(List.of());
    pod.getMetadata().setLabels(java.util.Map.of());
    pod.getMetadata().setAnnotations(java.util.Map.of());
    pod.getSpec().setPriorityClassName(null);
    timings.mark(name, "created");
    client.resource(pod).create();
    timings.await(name, "Running");
    client.resource(pod).withGracePeriod(1).delete();
    // or the next session would pay for taking this one down
    timings.await(name, "Gone");
    return new Sample(timings.between(name, "created", "Running"), 0, 0, 0, 0);
  }

  private Sample session() throws InterruptedException {
    var session = new CodeSession();
    var name = next("session");
    session.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    session.setSpec(spec());
    timings.mark(name, "created");
    client.resource(session).create();
    timings.await(name, "Destroyed");
    var status = client.resource(session).get().getStatus();
    if (!"Completed".equals(String.valueOf(status.outcome().reason()))) {
      throw new IllegalStateException(name + " ended as " + status.outcome());
    }
    return new Sample(
        0,
        timings.between(name, "created", "Running"),
        timings.between(name, "created", "Finished"),
        timings.between(name, "Finished", "Destroyed"),
        status.usage().wallMillis());
  }

  private synchronized String next(String kind) {
    return kind + "-" + count++;
  }

  private CodeSessionSpec spec() {
    return new CodeSessionSpec(
        className, "python", CODE, List.of(), List.of(), null, List.of(), null, null, null, null,
        null, null);
  }

  private dev.codesession.admission.Plan plan() {
    return switch (Admission.judge(
        spec(), client.resources(SessionClass.class).list().getItems())) {
      case Verdict.Accepted(var plan) -> plan;
      case Verdict.Refused(String message) -> throw new IllegalStateException(message);
    };
  }

  private static void report(String how, List<Sample> samples) {
    System.out.println(how);
    var pod =
        Figures.of("bare pod create → Running", samples.stream().map(Sample::podRunning).toList());
    var interpreter =
        Figures.of(
            "the interpreter in the guest (usage.wall)",
            samples.stream().map(Sample::interpreter).toList());
    var finished =
        Figures.of(
            "CodeSession create → Finished", samples.stream().map(Sample::finished).toList());
    System.out.println(pod.row());
    System.out.println(
        Figures.of("CodeSession create → Running", samples.stream().map(Sample::running).toList())
            .row());
    System.out.println(finished.row());
    System.out.println(
        Figures.of("Finished → Destroyed", samples.stream().map(Sample::destroyed).toList()).row());
    System.out.println(interpreter.row());
    for (double share : new double[] {.5, .99}) {
      double ratio =
          (double) finished.percentile(share)
              / (pod.percentile(share) + interpreter.percentile(share));
      System.out.printf(
          Locale.ROOT,
          "  create→Finished / (bare pod + interpreter) at p%d: %.2f (target 1.35)%n",
          Math.round(share * 100),
          ratio);
    }
  }
}
