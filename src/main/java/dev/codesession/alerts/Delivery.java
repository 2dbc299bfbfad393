package dev.codesession.alerts;

import dev.codesession.alerts.Outbox.Letter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings incidents to the sinks, each at least once and under its one id. Whoever raises one waits
 * for no sink: each has a bounded queue and a thread of its own. What is not delivered at once is
 * kept in the outbox; the outbox is touched for nothing else, so that a session without an incident
 * costs no write.
 */
public final class Delivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** Ids that are remembered after delivery, so that the same incident found again stays silent. */
  private static final int REMEMBERED = 10_000;

  /** Beyond it the outbox takes nothing more: sinks have been away for very long. */
  private static final int MOST_KEPT = 5_000;

  private final List<SinkQueue> queues;
  private final Outbox outbox;
  private final DeliverySignals signals;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private final Map<String, Boolean> settled =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final Map<String, Letter> letters = new LinkedHashMap<>();

  /** Starts one thread for each sink. */
  public Delivery(Collection<Sink> sinks, Outbox outbox, DeliverySignals signals) {
    this(sinks, outbox, signals, Backoff.DEFAULT);
  }

  Delivery(Collection<Sink> sinks, Outbox outbox, DeliverySignals signals, Backoff backoff) {
    this.outbox = outbox;
    this.signals = signals;
    this.queues =
        sinks.stream()
            .map(s -> new SinkQueue(s, backoff, signals, this::settle, w -> keep(List.of(w))))
            .toList();
    queues.forEach(SinkQueue::start);
  }

  /** On its way when this returns; an id that was raised before is not raised again. */
  public void raise(Incident incident) {
    accept(incident).ifPresent(this::enqueue);
  }

  /**
   * Raises them, and returns once each is delivered or in the outbox: from then on no crash loses
   * it. To be called before something is written that makes an incident past. If the outbox does
   * not take them they are still being delivered from memory.
   */
  public void secure(List<Incident> incidents) {
    incidents.forEach(this::raise);
    var ids = incidents.stream().map(Incident::id).toList();
    List<Waiting> unkept;
    synchronized (this) {
      unkept =
          ids.stream()
              .map(waiting::get)
              .flatMap(Stream::ofNullable)
              .filter(w -> w.letter() == null)
              .toList();
    }
    keep(unkept);
  }

  /** Takes over what is in the outbox and not known here: after a restart, or an overflow. */
  public void recover() {
    if (queues.isEmpty()) {
      return;
    }
    for (Letter letter : outbox.all()) {
      var fresh = new ArrayList<Waiting>();
      synchronized (this) {
        if (letters.putIfAbsent(letter.name(), letter) != null) {
          continue;
        }
        for (Incident incident : letter.incidents()) {
          accept(incident).ifPresent(fresh::add);
          var known = waiting.get(incident.id());
          if (known != null) {
            known.keptIn(letter);
          }
        }
      }
      fresh.forEach(this::enqueue);
      discardIfDone(letter);
    }
  }

  /** Why alerts do not arrive; empty while they do. The same words as long as nothing changes. */
  public Optional<String> failing(Duration since) {
    return queues.stream().map(q -> q.failing(since)).flatMap(Optional::stream).findFirst();
  }

  private synchronized Optional<Waiting> accept(Incident incident) {
    if (settled.containsKey(incident.id()) || waiting.containsKey(incident.id())) {
      return Optional.empty();
    }
    signals.incident(incident.kind(), incident.priority());
    var takers = queues.stream().filter(q -> q.wants(incident)).map(SinkQueue::name).toList();
    if (takers.isEmpty()) {
      settled.put(incident.id(), true);
      return Optional.empty();
    }
    var entry = new Waiting(incident, takers);
    waiting.put(incident.id(), entry);
    return Optional.of(entry);
  }

  private void enqueue(Waiting entry) {
    for (SinkQueue queue : queues) {
      if (queue.wants(entry.incident()) && !queue.offer(entry)) {
        overflow(entry);
      }
    }
  }

  /** Only the outbox has it now; {@link #recover} brings it back. */
  private void overflow(Waiting entry) {
    keep(List.of(entry));
    synchronized (this) {
      waiting.remove(entry.incident().id());
      var letter = entry.letter();
      if (letter != null) {
        letters.remove(letter.name());
      }
    }
  }

  private void keep(List<Waiting> entries) {
    var unkept = entries.stream().filter(w -> w.letter() == null && !w.done()).toList();
    if (unkept.isEmpty()) {
      return;
    }
    synchronized (this) {
      if (letters.size() >= MOST_KEPT) {
        unkept.forEach(w -> signals.undeliverable("outbox"));
        return;
      }
    }
    try {
      var letter = outbox.keep(unkept.stream().map(Waiting::incident).toList());
      synchronized (this) {
        letters.put(letter.name(), letter);
        unkept.forEach(w -> w.keptIn(letter));
      }
      discardIfDone(letter);
    } catch (RuntimeException e) {
      // They are in memory, and on their way; what is lost is only what a crash now would take.
      LOG.atError()
          .addKeyValue("error", e.toString())
          .addKeyValue("incidents", unkept.size())
          .log("incidents not kept in the outbox");
    }
  }

  /** One sink is through with it, and perhaps the last one. */
  private void settle(Waiting entry, String sink) {
    Letter letter;
    synchronized (this) {
      if (!entry.settle(sink)) {
        return;
      }
      waiting.remove(entry.incident().id());
      settled.put(entry.incident().id(), true);
      letter = entry.letter();
    }
    if (letter != null) {
      discardIfDone(letter);
    }
  }

  private void discardIfDone(Letter letter) {
    synchronized (this) {
      boolean open = letter.incidents().stream().anyMatch(i -> waiting.containsKey(i.id()));
      if (open || letters.remove(letter.name()) == null) {
        return;
      }
    }
    try {
      outbox.discard(letter);
    } catch (RuntimeException e) {
      // It will be delivered once more, under the same id.
      LOG.atWarn()
          .addKeyValue("letter", letter.name())
          .addKeyValue("error", e.toString())
          .log("delivered incidents not taken out of the outbox");
    }
  }

  /** What is still on its way goes to the outbox. */
  @Override
  public void close() {
    queues.forEach(SinkQueue::close);
    List<Waiting> left;
    synchronized (this) {
      left = List.copyOf(waiting.values());
    }
    keep(left);
  }
}
