package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.blueprint.Ownership;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sandboxes whose session is gone. A session can go without being asked: the API server decides on
 * a DELETE before it looks at a finalizer that was added meanwhile, and an administrator can take
 * finalizers off. Nobody would then let go of the pod, and the garbage collector would wait for
 * ever.
 */
public final class Orphans {
  private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

  private final KubernetesClient client;
  private final Caches caches;
  private final Signals signals;

  public Orphans(KubernetesClient client, Caches caches, Signals signals) {
    this.client = client;
    this.caches = caches;
    this.signals = signals;
  }

  /** Sweeps until the process ends, on a thread of its own. */
  public void sweepEvery(Duration pause) {
    Sweeper.start("orphans", pause, this::sweep);
  }

  /**
   * Looks at every cached sandbox; asks the API server only where the cache knows no session. Safe
   * on a replica that does not lead: nothing is touched but the pods of sessions that do not exist.
   */
  void sweep() {
    for (Pod pod : caches.sandboxes()) {
      try {
        var owner = Ownership.sessionOf(pod);
        if (owner.isPresent() && !exists(pod.getMetadata().getNamespace(), owner.get())) {
          remove(pod);
        }
      } catch (KubernetesClientException e) {
        // The next sweep asks again.
        LOG.atDebug()
            .addKeyValue("pod", pod.getMetadata().getName())
            .addKeyValue("error", e.toString())
            .log("orphan not removed");
      }
    }
  }

  private boolean exists(String namespace, OwnerReference session) {
    return caches
            .session(namespace, session.getName())
            .filter(s -> session.getUid().equals(s.getMetadata().getUid()))
            .isPresent()
        || session.getUid().equals(uid(namespace, session.getName()));
  }

  private String uid(String namespace, String name) {
    var session = client.resources(CodeSession.class).inNamespace(namespace).withName(name).get();
    return session == null ? "" : session.getMetadata().getUid();
  }

  private void remove(Pod pod) {
    var found = PodReader.read(pod);
    LOG.atWarn()
        .addKeyValue("namespace", found.ref().namespace())
        .addKeyValue("pod", found.ref().name())
        .log("sandbox without a session removed");
    signals.orphanRemoved();
    if (!found.deleting()) {
      Removal.delete(client, found.ref());
    }
    Removal.letGo(pod).ifPresent(patch -> Removal.patch(client, found.ref(), patch));
  }
}
