package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.blueprint.Ownership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.PrimaryToSecondaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The informers beside that of the sessions: sandboxes, guards, classes, nodes. Selectors keep
 * foreign objects out of memory.
 */
public final class Caches {
  private static final String BY_SESSION = "session-uid";
  private static final String BY_NODE = "node";
  private static final Duration DEPARTED = Duration.ofSeconds(10);

  /**
   * Nobody asks JOSDK what belongs to a session. Without an answer it would remember every session
   * that a node, a policy or a class has ever concerned, for as long as that exists.
   */
  static final PrimaryToSecondaryMapper<HasMetadata> NOT_ASKED = any -> Set.of();

  private @Nullable InformerEventSource<Pod, CodeSession> pods;
  private @Nullable InformerEventSource<NetworkPolicy, CodeSession> policies;
  private @Nullable InformerEventSource<ResourceQuota, CodeSession> quotas;
  private @Nullable InformerEventSource<SessionClass, CodeSession> classes;
  private @Nullable InformerEventSource<Node, CodeSession> nodes;
  private @Nullable IndexerResourceCache<CodeSession> sessions;

  List<EventSource<?, CodeSession>> eventSources(
      EventSourceContext<CodeSession> context,
      EventSource<?, CodeSession> wakes,
      OnUpdateFilter<ResourceQuota> ofQuota) {
    sessions = context.getPrimaryCache();
    SecondaryToPrimaryMapper<HasMetadata> neighbours =
        guard -> unfinished(context, guard.getMetadata().getNamespace());
    pods =
        informer(
            Pod.class,
            context,
            "sandboxes",
            Names.ROLE_LABEL + "=" + Names.SANDBOX_ROLE,
            Mappers.fromOwnerReferences(CodeSession.class),
            Changes::ofSandbox,
            false);
    pods.addIndexers(
        Map.of(
            BY_SESSION,
            pod -> List.of(pod.getMetadata().getLabels().getOrDefault(Names.SESSION_UID_LABEL, "")),
            BY_NODE,
            pod -> List.of(Objects.requireNonNullElse(pod.getSpec().getNodeName(), ""))));
    var ours = Names.MANAGED_BY_LABEL + "=" + Names.MANAGED_BY;
    // Those of others, too: policies add up.
    policies =
        informer(
            NetworkPolicy.class, context, "policies", null, neighbours, Changes::ofPolicy, false);
    quotas =
        informer(ResourceQuota.class, context, "guard-quotas", ours, neighbours, ofQuota, false);
    classes =
        informer(
            SessionClass.class,
            context,
            "classes",
            null,
            any -> queued(context),
            (now, before) -> true,
            true);
    nodes = informer(Node.class, context, "nodes", null, this::residents, Changes::ofNode, true);
    var departures = new Departures(id -> context.getPrimaryCache().get(id).isPresent(), DEPARTED);
    return List.of(pods, policies, quotas, classes, nodes, wakes, departures);
  }

  private static <R extends HasMetadata> InformerEventSource<R, CodeSession> informer(
      Class<R> type,
      EventSourceContext<CodeSession> context,
      String name,
      @Nullable String selector,
      SecondaryToPrimaryMapper<? super R> mapper,
      OnUpdateFilter<R> matters,
      boolean clusterScoped) {
    SecondaryToPrimaryMapper<R> toPrimary = mapper::toPrimaryResourceIDs;
    var configuration =
        InformerEventSourceConfiguration.from(type, CodeSession.class)
            .withName(name)
            .withSecondaryToPrimaryMapper(toPrimary)
            .withPrimaryToSecondaryMapper(NOT_ASKED)
            .withOnUpdateFilter(matters);
    if (selector != null) {
      configuration.withLabelSelector(selector);
    }
    if (clusterScoped) {
      configuration.withWatchAllNamespaces();
    } else {
      configuration.withNamespacesInheritedFromController();
    }
    return new InformerEventSource<>(configuration.build(), context);
  }

  /** Those who have a pod there. */
  private Set<ResourceID> residents(HasMetadata node) {
    return started(pods).byIndex(BY_NODE, node.getMetadata().getName()).stream()
        .map(Caches::sessionOf)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  private static Optional<ResourceID> sessionOf(Pod pod) {
    return Ownership.sessionOf(pod)
        .map(owner -> new ResourceID(owner.getName(), pod.getMetadata().getNamespace()));
  }

  /** A change of a guard concerns every session of its namespace that may still have a pod. */
  private static Set<ResourceID> unfinished(
      EventSourceContext<CodeSession> context, String namespace) {
    return context
        .getPrimaryCache()
        .list(namespace, s -> s.getStatus() == null || s.getStatus().phase() != Phase.Finished)
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  /** A class that becomes Ready concerns those that wait; who has a pod keeps to what it has. */
  private static Set<ResourceID> queued(EventSourceContext<CodeSession> context) {
    return context
        .getPrimaryCache()
        .list(s -> s.getStatus() != null && s.getStatus().phase() == Phase.Queued)
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  /** Nobody, before the informers have begun. */
  public Census census(Instant now) {
    return Census.of(sessions == null ? Stream.empty() : sessions.list(), now);
  }

  InformerEventSource<Pod, CodeSession> pods() {
    return started(pods);
  }

  Optional<Pod> pod(String namespace, String name) {
    return started(pods).get(new ResourceID(name, namespace));
  }

  List<Pod> podsOf(String sessionUid) {
    return started(pods).byIndex(BY_SESSION, sessionUid);
  }

  List<Pod> sandboxes() {
    return started(pods).list(p -> true).toList();
  }

  Optional<CodeSession> session(String namespace, String name) {
    return started(sessions).get(new ResourceID(name, namespace));
  }

  Stream<CodeSession> sessions(Predicate<CodeSession> like) {
    return started(sessions).list(like);
  }

  /** Whether a session that is not at its end yet is like that. */
  boolean unfinished(Predicate<CodeSession> like) {
    return started(sessions)
        .list(s -> s.getStatus() == null || s.getStatus().phase() != Phase.Finished)
        .anyMatch(like);
  }

  Optional<NetworkPolicy> policy(String namespace) {
    return started(policies).get(new ResourceID(Names.GUARD, namespace));
  }

  Optional<ResourceQuota> quota(String namespace) {
    return started(quotas).get(new ResourceID(Names.GUARD, namespace));
  }

  Optional<SessionClass> sessionClass(String name) {
    return started(classes).get(new ResourceID(name));
  }

  List<NetworkPolicy> policies(String namespace) {
    return started(policies).list(namespace, p -> true).toList();
  }

  /** Namespaces with a guard, or with half of one. */
  Set<String> guardedNamespaces() {
    return Stream.concat(
            started(policies).list(p -> Names.GUARD.equals(p.getMetadata().getName())),
            started(quotas).list(q -> Names.GUARD.equals(q.getMetadata().getName())))
        .map(o -> o.getMetadata().getNamespace())
        .collect(Collectors.toSet());
  }

  /** Whether there is a session, or what is left of one. */
  boolean busy(String namespace) {
    return started(sessions).list(namespace, s -> true).findAny().isPresent()
        || started(pods).list(namespace, p -> true).findAny().isPresent();
  }

  List<SessionClass> classes() {
    return started(classes).list(c -> true).toList();
  }

  List<Node> nodes() {
    return started(nodes).list(n -> true).toList();
  }

  Optional<Node> node(@Nullable String name) {
    return name == null ? Optional.empty() : started(nodes).get(new ResourceID(name));
  }

  private static <T> T started(@Nullable T source) {
    if (source == null) {
      throw new IllegalStateException("the caches are not started");
    }
    return source;
  }
}
