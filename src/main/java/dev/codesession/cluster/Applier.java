package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.blueprint.ArtifactSecret;
import dev.codesession.blueprint.SandboxPod;
import dev.codesession.session.Action;
import dev.codesession.session.PodRef;
import dev.codesession.session.Refused;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer besides {@link Reporter}. Performs a decision's actions in order; a failure stops
 * the walk.
 */
public final class Applier {
  private static final Logger LOG = LoggerFactory.getLogger(Applier.class);
  private static final int UNPROCESSABLE = 422;

  private final KubernetesClient client;
  private final Caches caches;
  private final Guard guard;
  private final GuestChannels channels;
  private final String priorityClassName;
  private final Recently deletions;

  public Applier(
      KubernetesClient client,
      Caches caches,
      Guard guard,
      GuestChannels channels,
      String priorityClassName,
      Recently deletions) {
    this.client = client;
    this.caches = caches;
    this.guard = guard;
    this.channels = channels;
    this.priorityClassName = priorityClassName;
    this.deletions = deletions;
  }

  /** Present if the API server would not make an object. */
  Optional<Refused> apply(List<Action> actions, CodeSession session, Context<CodeSession> context) {
    for (Action action : actions) {
      var refused = perform(action, session, context);
      if (refused.isPresent()) {
        return refused;
      }
    }
    return Optional.empty();
  }

  private Optional<Refused> perform(
      Action action, CodeSession session, Context<CodeSession> context) {
    switch (action) {
      case Action.EstablishGuard guarded -> {
        // Whoever refuses the guard says nothing about the session: it waits.
        return refusable(() -> guard.establish(session, guarded.openers()))
            .map(refused -> new Refused(Refused.Kind.Later, refused.message()));
      }
      case Action.CreateSandbox create -> {
        return refusable(() -> create(create, session, context));
      }
      case Action.OpenChannel open -> channels.open(session, open.pod(), open.plan());
      case Action.SendRun run -> channels.run(session, run.pod(), run.plan());
      case Action.SendCancel cancel ->
          channels.cancel(session.getMetadata().getUid(), cancel.pod());
      case Action.Salvage salvage -> channels.salvage(session, salvage.pod());
      case Action.StoreArtifacts store -> {
        return refusable(
            () ->
                Creation.once(
                    () -> {
                      var secret = ArtifactSecret.of(session, store.result().artifacts());
                      Impatience.ask(client, c -> c.resource(secret).create());
                    }));
      }
      case Action.CloseChannel close -> channels.close(session.getMetadata().getUid(), close.pod());
      case Action.ReleaseSandbox release -> release(release.pod(), context);
      case Action.DeleteSandbox delete -> delete(delete.pod());
      case Action.DeleteArtifacts delete ->
          client
              .secrets()
              .inNamespace(session.getMetadata().getNamespace())
              .withName(Names.artifactSecret(session.getMetadata().getUid()))
              .delete();
      case Action.DeleteSession delete -> client.resource(session).lockResourceVersion().delete();
    }
    return Optional.empty();
  }

  private void create(
      Action.CreateSandbox create, CodeSession session, Context<CodeSession> context) {
    var pod = SandboxPod.of(session, create.plan(), create.attempt(), priorityClassName);
    // One that is there is this attempt's pod, made before a crash: it will be observed.
    Creation.once(
        () -> {
          context
              .resourceOperations()
              .resourcePatch(
                  pod, p -> Impatience.ask(client, c -> c.resource(p).create()), caches.pods());
          channels.created(session.getMetadata().getUid());
          LOG.atInfo()
              .addKeyValue("pod", pod.getMetadata().getName())
              .addKeyValue("attempt", create.attempt())
              .log("sandbox created");
        });
  }

  /**
   * A pod that was made before a crash need not be in the caches of the life after it, and whoever
   * ends without a pod counts as destroyed at once: given up, the pod would stay for ever behind
   * its finalizer. Nor does a refusal prove that there is none: a namespace that is being deleted
   * refuses a pod before it says that there is one. The attempt that is refused is the recorded one
   * (the tests' Invariants say so), and an end with a pod is confirmed live later, so a look before
   * each end without a pod is enough.
   */
  void mustNotExist(CodeSession session, int attempt) {
    var name = Names.pod(session.getMetadata().getUid(), attempt);
    var namespace = session.getMetadata().getNamespace();
    if (client.pods().inNamespace(namespace).withName(name).get() != null) {
      throw new IllegalStateException("pod " + name + " exists, the cache does not show it yet");
    }
  }

  private void release(PodRef ref, Context<CodeSession> context) {
    var current =
        caches
            .pod(ref.namespace(), ref.name())
            .or(
                () ->
                    Optional.ofNullable(
                        client.pods().inNamespace(ref.namespace()).withName(ref.name()).get()))
            .filter(pod -> ref.uid().equals(pod.getMetadata().getUid()));
    current
        .flatMap(Removal::letGo)
        .ifPresent(
            patch ->
                Removal.ignoring(
                    HttpURLConnection.HTTP_NOT_FOUND,
                    () ->
                        context
                            .resourceOperations()
                            .resourcePatch(
                                current.get(),
                                p -> Removal.patch(client, ref, patch),
                                caches.pods())));
  }

  private void delete(PodRef ref) {
    if (deletions.first(ref.uid())) {
      Removal.delete(client, ref);
      LOG.atInfo().addKeyValue("pod", ref.name()).log("sandbox deletion requested");
    }
  }

  private static Optional<Refused> refusable(Runnable action) {
    try {
      action.run();
      return Optional.empty();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 0) {
        throw e; // no answer at all: neither could anything be recorded
      }
      var refused = refusal(e);
      LOG.atInfo()
          .addKeyValue("kind", refused.kind())
          .addKeyValue("code", e.getCode())
          .log("the API server did not make an object");
      return Optional.of(refused);
    }
  }

  private static Refused refusal(KubernetesClientException e) {
    var message =
        PodReader.shorten(
            e.getStatus() == null || e.getStatus().getMessage() == null
                ? e.getMessage()
                : e.getStatus().getMessage());
    return new Refused(
        Creation.lostRace(e) ? Refused.Kind.Later : kind(e.getCode(), message), message);
  }

  private static Refused.Kind kind(int code, String message) {
    return switch (code) {
      case HttpURLConnection.HTTP_FORBIDDEN -> forbidden(message);
      case HttpURLConnection.HTTP_BAD_REQUEST,
          HttpURLConnection.HTTP_NOT_FOUND,
          HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
          UNPROCESSABLE ->
          Refused.Kind.Final;
      default -> Refused.Kind.Later;
    };
  }

  /** All of these have the same code and reason; the words are Kubernetes' own. */
  private static Refused.Kind forbidden(String message) {
    if (message.contains("exceeded quota") || message.contains("status unknown for quota")) {
      return Refused.Kind.Quota;
    }
    // Of an admission plugin in an API server that starts; of the authorizer, which may start, too.
    boolean early =
        message.contains("not yet ready to handle request")
            || message.contains("cannot create resource");
    return early ? Refused.Kind.Later : Refused.Kind.Final;
  }
}
