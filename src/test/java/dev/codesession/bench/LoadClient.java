package dev.codesession.bench;

import dev.codesession.admission.Admission;
import dev.codesession.admission.Plan;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.blueprint.SandboxPod;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes bare pods and sessions in a namespace of its own, and sees what becomes of them. */
final class LoadClient implements AutoCloseable {
  private static final Duration LEAVING = Duration.ofMinutes(5);
  private final KubernetesClient client;
  private final String namespace;
  private final CodeSessionSpec spec;
  private final Plan plan;
  private final Timings timings = new Timings();
  private final AtomicInteger count = new AtomicInteger();
  private final Watch pods;
  private final Watch sessions;

  /**
   * One pod or session. The two instants are of System.nanoTime, the others milliseconds; a bare
   * pod has only {@code running}.
   */
  record Sample(long began, long ended, long running, long finished, long destroyed) {}

  LoadClient(KubernetesClient client, String className) {
    this.client = client;
    namespace = "load-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    // Without it the API server refuses pods.
    client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName("default")
        .waitUntilCondition(Objects::nonNull, 1, TimeUnit.MINUTES);
    spec =
        new CodeSessionSpec(
            className, "bash", "true", List.of(), List.of(), null, List.of(), null, null, null,
            null, null, null);
    plan =
        switch (Admission.judge(spec, client.resources(SessionClass.class).list().getItems())) {
          case Verdict.Accepted(var accepted) -> accepted;
          case Verdict.Refused(String message) -> throw new IllegalStateException(message);
        };
    pods = client.pods().inNamespace(namespace).watch(timings.pods());
    sessions = client.resources(CodeSession.class).inNamespace(namespace).watch(timings.sessions());
  }

  String namespace() {
    return namespace;
  }

  /**
   * Makes the pod that the operator would make, until it runs.
   *
   * @param remove takes it down at once
   * @param settle waits until that is done
   */
  String pod(boolean remove, boolean settle) throws InterruptedException {
    var pod = manifest("pod-" + count.incrementAndGet());
    var name = pod.getMetadata().getName();
    timings.mark(name, "created");
    client.resource(pod).create();
    timings.await(name, "Running");
    if (remove) {
      client.resource(pod).withGracePeriod(1).delete();
    }
    if (settle) {
      timings.await(name, "Gone");
    }
    return name;
  }

  private Pod manifest(String name) {
    var session = new CodeSession();
    var uid = UUID.randomUUID().toString();
    session.setMetadata(
        new ObjectMetaBuilder().withNamespace(namespace).withName(uid).withUid(uid).build());
    Pod pod = SandboxPod.of(session, plan, 1, "");
    // Not a sandbox of the operator's: no owner, no finalizer, no reserved word.
    pod.getMetadata().setName(name);
    pod.getMetadata().setOwnerReferences(List.of());
    pod.getMetadata().setFinalizers(List.of());
    pod.getMetadata().setLabels(Map.of());
    pod.getMetadata().setAnnotations(Map.of());
    pod.getSpec().setPriorityClassName(null);
    return pod;
  }

  /**
   * Makes a session, until it is Finished.
   *
   * @param settle waits until it is Destroyed
   */
  String session(boolean settle) throws InterruptedException {
    var session = new CodeSession();
    var name = "session-" + count.incrementAndGet();
    session.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    session.setSpec(spec);
    timings.mark(name, "created");
    client.resource(session).create();
    timings.await(name, settle ? "Destroyed" : "Finished");
    return name;
  }

  Sample podSample(String name) {
    return new Sample(
        timings.at(name, "created"),
        timings.at(name, "Running"),
        timings.between(name, "created", "Running"),
        0,
        0);
  }

  Sample sessionSample(String name) throws InterruptedException {
    timings.await(name, "Destroyed");
    if (!timings.seen(name, "Completed")) {
      throw new IllegalStateException(name + " did not end as Completed");
    }
    return new Sample(
        timings.at(name, "created"),
        timings.at(name, "Finished"),
        timings.between(name, "created", "Running"),
        timings.between(name, "created", "Finished"),
        timings.between(name, "Finished", "Destroyed"));
  }

  /** As the API server has it. */
  CodeSession read(String name) {
    return client.resources(CodeSession.class).inNamespace(namespace).withName(name).get();
  }

  /** Removes bare pods, and waits. */
  void removePods(List<String> names) throws InterruptedException {
    for (String name : names) {
      client.pods().inNamespace(namespace).withName(name).withGracePeriod(1).delete();
    }
    for (String name : names) {
      timings.await(name, "Gone");
    }
  }

  @Override
  public void close() {
    pods.close();
    sessions.close();
    // What goes with it costs the operator something, too, which is nothing of the next scenario's.
    client.namespaces().withName(namespace).delete();
    client
        .namespaces()
        .withName(namespace)
        .waitUntilCondition(Objects::isNull, LEAVING.toMinutes(), TimeUnit.MINUTES);
  }
}
