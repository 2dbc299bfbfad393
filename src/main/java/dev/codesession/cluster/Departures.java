package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceDeleteEvent;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Says a second time that a session has gone. Told so while it is still at the session, JOSDK 5.3.2
 * forgets it at once, remembers it again when it is done, and then for ever: half of all sessions,
 * since it is the removal of the finalizer that lets them go.
 */
final class Departures extends AbstractEventSource<Void, CodeSession>
    implements ResourceEventAware<CodeSession> {
  private final Predicate<ResourceID> there;
  private final Duration later;

  /** Later: when whoever was at the session has long finished. */
  Departures(Predicate<ResourceID> there, Duration later) {
    super(Void.class, "departures");
    this.there = there;
    this.later = later;
  }

  @Override
  public void onResourceDeleted(CodeSession session) {
    // The id and no more: code and results are not to stay for it.
    var id = ResourceID.fromResource(session);
    Thread.ofVirtual().name("departure").start(() -> again(id));
  }

  private void again(ResourceID id) {
    try {
      Thread.sleep(later);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    // Another one may have that name by now.
    if (isRunning() && !there.test(id)) {
      getEventHandler()
          .handleEvent(new ResourceDeleteEvent(ResourceAction.DELETED, id, gone(id), true));
    }
  }

  private static CodeSession gone(ResourceID id) {
    var session = new CodeSession();
    session.setMetadata(
        new ObjectMetaBuilder()
            .withName(id.getName())
            .withNamespace(id.getNamespace().orElse(null))
            .build());
    return session;
  }

  @Override
  public Set<Void> getSecondaryResources(CodeSession session) {
    return Set.of();
  }
}
