package dev.codesession.cluster;

import dev.codesession.guest.FrameReader;
import dev.codesession.guest.LogReplay;
import dev.codesession.guest.SealKey;
import dev.codesession.guest.TerminationSummary;
import dev.codesession.session.GuestFacts;
import dev.codesession.session.PodRef;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable path: what a warden that ended while nobody listened has left. Its log holds the very
 * frames of the channel; its termination message, which lives in etcd with the pod, holds a
 * summary.
 */
public final class Salvager {
  private static final Logger LOG = LoggerFactory.getLogger(Salvager.class);
  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** The kubelet rotates at 10 MiB; a RESULT has at most 4. */
  private static final int LOG_LIMIT = 12 << 20;

  private final KubernetesClient client;

  public Salvager(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Throws a KubernetesClientException while the API server does not answer: what a guest wrote
   * down is not lost because nobody could ask for it.
   */
  GuestFacts read(PodRef ref, String sessionUid, SealKey key) {
    var attempt = Integer.parseInt(ref.name().substring(ref.name().lastIndexOf('-') + 1));
    var reader = new FrameReader(key, sessionUid, attempt);
    var log = log(ref, reader);
    if (log != null && log.result().isPresent()) {
      return new GuestFacts.Sealed(log.result().get(), true);
    }
    boolean startedByLog = log != null && log.started();
    return switch (TerminationSummary.read(terminationMessage(ref), reader)) {
      case TerminationSummary.Sealed sealed -> new GuestFacts.Sealed(sealed.result(), false);
      case TerminationSummary.StartedOnly started ->
          new GuestFacts.Mute(true, "its log and its termination message hold no result");
      case TerminationSummary.Absent absent ->
          new GuestFacts.Mute(
              startedByLog ? Boolean.TRUE : null,
              log == null ? "its log could not be read" : "its log holds no result");
    };
  }

  private @Nullable LogReplay log(PodRef ref, FrameReader reader) {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      try (InputStream log =
          Impatience.ask(client, c -> Optional.ofNullable(open(c, ref)))
              .orElseGet(InputStream::nullInputStream)) {
        return LogReplay.read(log, reader);
      } catch (IOException | KubernetesClientException e) {
        LOG.atDebug()
            .addKeyValue("pod", ref.name())
            .addKeyValue("error", e.toString())
            .log("log not read");
        // An API server that is away, or does not work yet, has not been asked.
        pod(ref);
        if (!pause()) {
          return null;
        }
      }
    }
    return null;
  }

  private static @Nullable InputStream open(KubernetesClient client, PodRef ref) {
    return client
        .pods()
        .inNamespace(ref.namespace())
        .withName(ref.name())
        .inContainer(AttachStreams.CONTAINER)
        .limitBytes(LOG_LIMIT)
        .withReadyWaitTimeout(0)
        .getLogInputStream();
  }

  private String terminationMessage(PodRef ref) {
    return pod(ref)
        .filter(pod -> ref.uid().equals(pod.getMetadata().getUid()))
        .map(Salvager::terminationMessage)
        .orElse("");
  }

  private Optional<Pod> pod(PodRef ref) {
    return Impatience.ask(
        client,
        c -> Optional.ofNullable(c.pods().inNamespace(ref.namespace()).withName(ref.name()).get()));
  }

  static @Nullable String terminationMessage(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .map(ContainerStatus::getState)
        .filter(state -> state.getTerminated() != null)
        .map(state -> state.getTerminated().getMessage())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
