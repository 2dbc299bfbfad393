package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the guard of a namespace away once no session has been there for a while. Idleness is
 * counted from when this process first saw it: a restart only makes it longer.
 */
public final class GuardRemoval {
  private static final Logger LOG = LoggerFactory.getLogger(GuardRemoval.class);
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final KubernetesClient client;
  private final Caches caches;
  private final Tampering tampering;
  private final BooleanSupplier leading;
  private final InstantSource clock;
  private final Map<String, Instant> idleSince = new HashMap<>();

  public GuardRemoval(
      KubernetesClient client,
      Caches caches,
      Tampering tampering,
      BooleanSupplier leading,
      InstantSource clock) {
    this.client = client;
    this.caches = caches;
    this.tampering = tampering;
    this.leading = leading;
    this.clock = clock;
  }

  /** Sweeps until the process ends, on a thread of its own. */
  public void sweepEvery(Duration pause) {
    Sweeper.start("guard-removal", pause, this::sweep);
  }

  /** One look at every namespace that has a guard. */
  synchronized void sweep() {
    // Two processes would take each other's removals for tampering.
    if (!leading.getAsBoolean()) {
      return;
    }
    var now = clock.instant();
    var guarded = caches.guardedNamespaces();
    idleSince.keySet().retainAll(guarded);
    for (String namespace : guarded) {
      if (caches.busy(namespace)) {
        idleSince.remove(namespace);
      } else if (!now.isBefore(idleSince.computeIfAbsent(namespace, any -> now).plus(IDLE))) {
        remove(namespace);
        idleSince.remove(namespace);
      }
    }
  }

  /** A cache that shows no session is no proof that there is none. */
  private void remove(String namespace) {
    if (!client.resources(CodeSession.class).inNamespace(namespace).list().getItems().isEmpty()) {
      return;
    }
    tampering.forget(namespace);
    caches.policy(namespace).ifPresent(this::delete);
    caches.quota(namespace).ifPresent(this::delete);
    LOG.atInfo()
        .addKeyValue("namespace", namespace)
        .addKeyValue("guard", Names.GUARD)
        .log("guard removed: no session for a while");
  }

  /** By version: not if somebody has just put it right. */
  private void delete(HasMetadata guard) {
    if (guard.getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    try {
      client
          .resource(guard)
          .lockResourceVersion(Objects.requireNonNull(guard.getMetadata().getResourceVersion()))
          .delete();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND
          && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }
}
