package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.blueprint.ArtifactSecret;
import dev.codesession.blueprint.SandboxPod;
import dev.codesession.session.Action;
import dev.codesession.session.PodRef;
import dev.codesession.session.Refused;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
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

  /**
   * Present if the API server refused an action for a reason that trying again at once will not
   * change.
   */
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
      case Action.EstablishGuard guarded -> guard.establish(session);
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
                ignoring(
                    HttpURLConnection.HTTP_CONFLICT,
                    () ->
                        client
                            .resource(ArtifactSecret.of(session, store.result().artifacts()))
                            .create()));
      }
      case Action.CloseChannel close -> channels.close(session.getMetadata().getUid(), close.pod());
      case Action.ReleaseSandbox release -> release(release.pod(), context);
      case Action.DeleteSandbox delete -> delete(delete.pod());
      case Action.DeleteSession delete -> client.resource(session).lockResourceVersion().delete();
    }
    return Optional.empty();
  }

  private void create(
      Action.CreateSandbox create, CodeSession session, Context<CodeSession> context) {
    var pod = SandboxPod.of(session, create.plan(), create.attempt(), priorityClassName);
    // A conflict is this attempt's pod, made before a crash: it will be observed.
    ignoring(
        HttpURLConnection.HTTP_CONFLICT,
        () -> {
          context.resourceOperations().create(pod, caches.pods());
          channels.created(session.getMetadata().getUid());
          LOG.atInfo()
              .addKeyValue("pod", pod.getMetadata().getName())
              .addKeyValue("attempt", create.attempt())
              .log("sandbox created");
        });
  }

  /** Takes our finalizer off, and only ours: the index is tested in the same patch. */
  private void release(PodRef ref, Context<CodeSession> context) {
    var pod = caches.pod(ref.namespace(), ref.name()).orElse(null);
    var operations = client.pods().inNamespace(ref.namespace()).withName(ref.name());
    var current = pod == null ? operations.get() : pod;
    int index =
        current == null ? -1 : current.getMetadata().getFinalizers().indexOf(Names.POD_FINALIZER);
    if (current == null || index < 0 || !ref.uid().equals(current.getMetadata().getUid())) {
      return;
    }
    var path = "/metadata/finalizers/" + index;
    var patch =
        ("[{\"op\":\"test\",\"path\":\"/metadata/uid\",\"value\":\"%3$s\"},"
                + "{\"op\":\"test\",\"path\":\"%1$s\",\"value\":\"%2$s\"},{\"op\":\"remove\",\"path\":\"%1$s\"}]")
            .formatted(path, Names.POD_FINALIZER, ref.uid());
    ignoring(
        HttpURLConnection.HTTP_NOT_FOUND,
        () ->
            context
                .resourceOperations()
                .resourcePatch(
                    current,
                    p -> operations.patch(PatchContext.of(PatchType.JSON), patch),
                    caches.pods()));
  }

  private void delete(PodRef ref) {
    if (!deletions.first(ref.uid())) {
      return;
    }
    // One second, not zero: with zero the object goes before the kubelet has confirmed anything.
    // By UID, which only a raw request can say: the name may have come to mean another pod, and
    // then the server answers with a conflict.
    var options =
        new DeleteOptionsBuilder()
            .withGracePeriodSeconds(1L)
            .withNewPreconditions()
            .withUid(ref.uid())
            .endPreconditions()
            .build();
    var path = "/api/v1/namespaces/" + ref.namespace() + "/pods/" + ref.name();
    ignoring(
        HttpURLConnection.HTTP_NOT_FOUND,
        () -> ignoring(HttpURLConnection.HTTP_CONFLICT, () -> client.raw(path, "DELETE", options)));
    LOG.atInfo().addKeyValue("pod", ref.name()).log("sandbox deletion requested");
  }

  private static Optional<Refused> refusable(Runnable action) {
    try {
      action.run();
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.of(refusal(e).orElseThrow(() -> e));
    }
  }

  private static Optional<Refused> refusal(KubernetesClientException e) {
    var message =
        PodReader.shorten(
            e.getStatus() == null || e.getStatus().getMessage() == null
                ? e.getMessage()
                : e.getStatus().getMessage());
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_FORBIDDEN ->
          Optional.of(
              new Refused(
                  message.contains("exceeded quota") || message.contains("status unknown for quota")
                      ? Refused.Kind.Quota
                      : Refused.Kind.Final,
                  message));
      case HttpURLConnection.HTTP_BAD_REQUEST,
          HttpURLConnection.HTTP_NOT_FOUND,
          HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
          UNPROCESSABLE ->
          Optional.of(new Refused(Refused.Kind.Final, message));
      default -> Optional.empty();
    };
  }

  private static void ignoring(int code, Runnable action) {
    try {
      action.run();
    } catch (KubernetesClientException e) {
      if (e.getCode() != code) {
        throw e;
      }
    }
  }
}
