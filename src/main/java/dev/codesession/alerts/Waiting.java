package dev.codesession.alerts;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An incident on its way, and the sinks that do not have it yet. */
final class Waiting {
  private final Incident incident;
  private final Set<String> sinks;
  private final long since = System.nanoTime();
  private Outbox.@Nullable Letter letter;

  Waiting(Incident incident, Collection<String> sinks) {
    this.incident = incident;
    this.sinks = new HashSet<>(sinks);
  }

  Incident incident() {
    return incident;
  }

  /** When it was raised, by {@link System#nanoTime}. */
  long since() {
    return since;
  }

  synchronized void keptIn(Outbox.Letter kept) {
    letter = kept;
  }

  synchronized Outbox.@Nullable Letter letter() {
    return letter;
  }

  /** The sink is through with it; whether all are. */
  synchronized boolean settle(String sink) {
    sinks.remove(sink);
    return sinks.isEmpty();
  }

  synchronized boolean done() {
    return sinks.isEmpty();
  }
}
