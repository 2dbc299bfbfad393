package dev.codesession.cluster;

import dev.codesession.admission.Admission;
import dev.codesession.alerts.Delivery;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.classes.Canary;
import dev.codesession.classes.CanaryReader;
import dev.codesession.classes.Candidate;
import dev.codesession.classes.ClassFacts;
import dev.codesession.classes.ClassObservation;
import dev.codesession.classes.EligibleNodes;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the caches say about a class, its nodes, its canaries and its users. */
public final class ClassObserver {
  /** Long enough that sessions which come one by one do not make the finalizer come and go. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  /** A sink that is away for less is not worth a write. */
  private static final Duration ALERTS_LATE = Duration.ofSeconds(10);

  private final Caches caches;
  private final ClassCaches classCaches;
  private final CanarySlots slots;
  private final String operatorNamespace;
  private final String operatorVersion;
  private final Delivery delivery;
  private final Map<String, Instant> lastUsed = new ConcurrentHashMap<>();

  public ClassObserver(
      Caches caches,
      ClassCaches classCaches,
      CanarySlots slots,
      String operatorNamespace,
      String operatorVersion,
      Delivery delivery) {
    this.delivery = delivery;
    this.caches = caches;
    this.classCaches = classCaches;
    this.slots = slots;
    this.operatorNamespace = operatorNamespace;
    this.operatorVersion = operatorVersion;
  }

  ClassObservation observe(SessionClass sessionClass, Instant now) {
    var name = sessionClass.getMetadata().getName();
    var spec = sessionClass.getSpec();
    Optional<RuntimeClass> runtime =
        spec == null ? Optional.empty() : classCaches.runtimeClass(spec.runtimeClassName());
    List<Candidate> candidates =
        runtime.map(r -> EligibleNodes.of(r, spec, caches.nodes())).orElseGet(List::of);
    var canaries =
        classCaches.canaries().stream()
            .filter(s -> s.getSpec() != null && name.equals(s.getSpec().className()))
            .map(CanaryReader::read)
            .flatMap(Optional::stream)
            .toList();
    return new ClassObservation(
        facts(sessionClass, now),
        runtime.isPresent(),
        candidates,
        canaries,
        slots.free(classCaches.canaries()),
        operatorVersion,
        delivery.failing(ALERTS_LATE).orElse(null));
  }

  private ClassFacts facts(SessionClass sessionClass, Instant now) {
    var name = sessionClass.getMetadata().getName();
    boolean used = caches.unfinished(session -> uses(session, sessionClass));
    if (used) {
      lastUsed.put(name, now);
    }
    // After a restart nobody knows: it counts as used until now.
    var last = lastUsed.computeIfAbsent(name, any -> now);
    return new ClassFacts(
        sessionClass,
        sessionClass.getMetadata().getFinalizers().contains(Names.CLASS_FINALIZER),
        used,
        !now.isBefore(last.plus(IDLE)));
  }

  private boolean uses(CodeSession session, SessionClass sessionClass) {
    if (session.getSpec() == null || Canary.nodeOf(session, operatorNamespace) != null) {
      return false;
    }
    var asked = session.getSpec().className();
    return Objects.requireNonNullElse(asked, "").isEmpty()
        ? Admission.isDefault(sessionClass)
        : sessionClass.getMetadata().getName().equals(asked);
  }

  void forget(String name) {
    lastUsed.remove(name);
  }
}
