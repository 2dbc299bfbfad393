package dev.codesession.cluster;

import dev.codesession.alerts.Delivery;
import dev.codesession.alerts.Incident;
import dev.codesession.alerts.IncidentKind;
import dev.codesession.alerts.Priority;
import dev.codesession.alerts.Subject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what this process has left in force, and so what somebody else has done to it; tells of
 * that once per window, by event, metric and log.
 */
public final class Tampering {
  static final String REASON = "GuardTampered";

  private static final Logger LOG = LoggerFactory.getLogger(Tampering.class);
  private static final Duration WINDOW = Duration.ofSeconds(30);

  private final EventLog events;
  private final Signals signals;
  private final Delivery delivery;
  private final InstantSource clock;
  private final Recently told;
  private final Map<String, Object> seen = new ConcurrentHashMap<>();
  private final Map<String, Object> written = new ConcurrentHashMap<>();

  public Tampering(EventLog events, Signals signals, Delivery delivery, InstantSource clock) {
    this.events = events;
    this.signals = signals;
    this.delivery = delivery;
    this.clock = clock;
    this.told = new Recently(WINDOW, clock);
  }

  /** The object was observed as it must be, with this content. */
  void inForce(HasMetadata object, Object content) {
    seen.put(key(object), content);
  }

  /** This process has just written it, and may not see that for a while. */
  void written(HasMetadata object, Object content) {
    written.put(key(object), content);
  }

  /** It is gone, was there, and nobody here has removed it. */
  void missing(HasMetadata desired) {
    if (seen.remove(key(desired)) != null) {
      raise(desired, desired.getKind(), "was deleted by somebody else; it is made again");
    }
  }

  /** It is not as it must be. What must be can have changed as well, with the classes. */
  void different(HasMetadata desired, Object found) {
    if (!found.equals(seen.get(key(desired))) && !found.equals(written.get(key(desired)))) {
      raise(desired, desired.getKind(), "was changed by somebody else; it is put right");
    }
  }

  /** Somebody else's policy allows what the guard denies. */
  void opened(HasMetadata guard, String policy) {
    raise(
        guard,
        "ForeignNetworkPolicy",
        "is opened by the NetworkPolicy "
            + policy
            + "; sandboxes of classes that rely on it are held back");
  }

  /** The guard of the namespace is removed on purpose. */
  void forget(String namespace) {
    seen.keySet().removeIf(key -> key.startsWith(namespace + "/"));
    written.keySet().removeIf(key -> key.startsWith(namespace + "/"));
  }

  private void raise(HasMetadata guard, String kind, String what) {
    var namespace = guard.getMetadata().getNamespace();
    if (!told.first(namespace + "/" + kind + what)) {
      return;
    }
    var incident = incident(namespace, kind, what);
    // Nothing else remembers it: the guard is put right at once.
    delivery.secure(List.of(incident));
    signals.guardDrift(kind);
    LOG.atWarn()
        .addKeyValue("namespace", namespace)
        .addKeyValue("incident", incident.id())
        .addKeyValue("kind", kind)
        .addKeyValue("what", what)
        .log(REASON);
    events.warn(
        guard,
        guard.getMetadata().getName() + "." + kind.toLowerCase(java.util.Locale.ROOT),
        REASON,
        guard.getKind() + " " + guard.getMetadata().getName() + " " + what);
  }

  /** Each raising is an incident of its own: nothing about the guard itself tells them apart. */
  private Incident incident(String namespace, String kind, String what) {
    var now = clock.instant();
    return new Incident(
        Incident.id(IncidentKind.GuardTampered, namespace, kind, what, now.toString()),
        IncidentKind.GuardTampered,
        Priority.Critical,
        now,
        Subject.namespace(namespace),
        kind,
        "",
        "Reverted",
        what);
  }

  private static String key(HasMetadata object) {
    return object.getMetadata().getNamespace() + "/" + object.getKind();
  }
}
