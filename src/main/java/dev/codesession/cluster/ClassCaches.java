package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.SessionClass;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClass;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The informers beside that of the classes: RuntimeClasses and canaries. */
public final class ClassCaches {
  private final String operatorNamespace;
  private final SimpleInboundEventSource<SessionClass> wakes =
      new SimpleInboundEventSource<>("users");
  private @Nullable InformerEventSource<RuntimeClass, SessionClass> runtimes;
  private @Nullable InformerEventSource<CodeSession, SessionClass> canaries;

  public ClassCaches(String operatorNamespace) {
    this.operatorNamespace = operatorNamespace;
  }

  List<EventSource<?, SessionClass>> eventSources(EventSourceContext<SessionClass> context) {
    SecondaryToPrimaryMapper<RuntimeClass> users =
        runtime -> users(context, runtime.getMetadata().getName());
    runtimes =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(RuntimeClass.class, SessionClass.class)
                .withName("runtime-classes")
                .withSecondaryToPrimaryMapper(users)
                .withPrimaryToSecondaryMapper(Caches.NOT_ASKED)
                .withWatchAllNamespaces()
                .build(),
            context);
    SecondaryToPrimaryMapper<CodeSession> tried = ClassCaches::tried;
    canaries =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(CodeSession.class, SessionClass.class)
                .withName("canaries")
                .withLabelSelector(Names.CANARY_LABEL)
                .withSecondaryToPrimaryMapper(tried)
                .withPrimaryToSecondaryMapper(Caches.NOT_ASKED)
                .withNamespaces(operatorNamespace)
                .build(),
            context);
    return List.of(runtimes, canaries, wakes);
  }

  private static Set<ResourceID> users(EventSourceContext<SessionClass> context, String runtime) {
    return context
        .getPrimaryCache()
        .list(c -> c.getSpec() != null && runtime.equals(c.getSpec().runtimeClassName()))
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static Set<ResourceID> tried(CodeSession canary) {
    var name = canary.getSpec() == null ? null : canary.getSpec().className();
    return name == null ? Set.of() : Set.of(new ResourceID(name));
  }

  /** A session has come that uses the class. */
  void used(SessionClass sessionClass) {
    if (!sessionClass.getMetadata().getFinalizers().contains(Names.CLASS_FINALIZER)) {
      wakes.propagateEvent(ResourceID.fromResource(sessionClass));
    }
  }

  Optional<RuntimeClass> runtimeClass(@Nullable String name) {
    return name == null
        ? Optional.empty()
        : Objects.requireNonNull(runtimes).get(new ResourceID(name));
  }

  List<CodeSession> canaries() {
    return Objects.requireNonNull(canaries).list(c -> true).toList();
  }

  InformerEventSource<CodeSession, SessionClass> canarySource() {
    return Objects.requireNonNull(canaries);
  }
}
