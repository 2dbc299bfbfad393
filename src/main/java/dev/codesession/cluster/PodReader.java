package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.Names;
import dev.codesession.session.PodRef;
import dev.codesession.session.SandboxFacts;
import dev.codesession.session.SandboxFacts.Stage;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reduces a pod to what a decision needs. */
final class PodReader {
  /** Waiting reasons that time does not cure. */
  private static final Set<String> HOPELESS =
      Set.of("InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError");

  private static final int MESSAGE_LIMIT = 300;

  private PodReader() {}

  static SandboxFacts.Present read(Pod pod) {
    var meta = pod.getMetadata();
    return new SandboxFacts.Present(
        new PodRef(meta.getNamespace(), meta.getName(), meta.getUid()),
        Observer.created(pod),
        pod.getSpec().getNodeName(),
        container(pod).map(ContainerStatus::getImageID).filter(id -> !id.isEmpty()).orElse(null),
        stage(pod),
        meta.getDeletionTimestamp() != null,
        meta.getFinalizers().contains(Names.POD_FINALIZER),
        policy(pod));
  }

  private static @Nullable String policy(Pod pod) {
    var annotations = pod.getMetadata().getAnnotations();
    var text = annotations == null ? null : annotations.get(Names.CLASS_ANNOTATION);
    if (text == null) {
      return null;
    }
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stage stage(Pod pod) {
    var status = pod.getStatus();
    if (status == null) {
      return new Stage.Waiting("Pending", "", false);
    }
    var state = container(pod).map(ContainerStatus::getState);
    var terminated = state.map(s -> s.getTerminated());
    if (terminated.isPresent()
        || "Failed".equals(status.getPhase())
        || "Succeeded".equals(status.getPhase())) {
      return ended(pod, terminated.orElse(null));
    }
    if (state.map(s -> s.getRunning()).isPresent()) {
      return new Stage.Up();
    }
    return state
        .map(s -> s.getWaiting())
        .<Stage>map(
            w ->
                new Stage.Waiting(
                    text(w.getReason()),
                    shorten(w.getMessage()),
                    HOPELESS.contains(text(w.getReason()))))
        .orElseGet(() -> scheduling(pod));
  }

  /** The pod's own reason (Evicted, DeadlineExceeded, …) says more than its container's. */
  private static Stage ended(Pod pod, @Nullable ContainerStateTerminated terminated) {
    var status = pod.getStatus();
    int code =
        terminated == null || terminated.getExitCode() == null ? -1 : terminated.getExitCode();
    if (status.getReason() != null && !status.getReason().isEmpty()) {
      return new Stage.Ended(code, status.getReason(), shorten(status.getMessage()));
    }
    if (terminated == null) {
      return new Stage.Ended(code, text(status.getPhase()), shorten(status.getMessage()));
    }
    var reason = text(terminated.getReason());
    // Only a container that never started has a message of the cluster's; later it is the guest's
    // termination message.
    var message =
        reason.equals("StartError") || reason.equals("ContainerCannotRun")
            ? shorten(terminated.getMessage())
            : "";
    return new Stage.Ended(code, reason, message);
  }

  private static Stage scheduling(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus()))
        .findFirst()
        .<Stage>map(c -> new Stage.Waiting(text(c.getReason()), shorten(c.getMessage()), false))
        .orElseGet(() -> new Stage.Waiting("Pending", "", false));
  }

  private static Optional<ContainerStatus> container(Pod pod) {
    return pod.getStatus() == null
        ? Optional.empty()
        : pod.getStatus().getContainerStatuses().stream().findFirst();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /**
   * The first line, in printable characters: a start error on Kata carries 27 lines of stack trace.
   */
  static String shorten(@Nullable String message) {
    var line = text(message).lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
    return line.length() <= MESSAGE_LIMIT ? line : line.substring(0, MESSAGE_LIMIT - 1) + "…";
  }
}
