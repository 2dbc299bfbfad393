package dev.codesession.alerts;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits for one sink, in order, and the thread that brings it there. */
final class SinkQueue implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkQueue.class);
  private static final int CAPACITY = 1_000;
  private static final int ERROR_LIMIT = 200;

  private final Sink sink;
  private final Backoff backoff;
  private final DeliverySignals signals;
  private final BiConsumer<Waiting, String> settled;
  private final Consumer<Waiting> keep;
  private final SecureRandom random = new SecureRandom();
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(CAPACITY);
  private final Thread thread;
  private volatile @Nullable Failure failure;

  /** Since when, by {@link System#nanoTime}, and why. */
  private record Failure(long since, String why) {}

  SinkQueue(
      Sink sink,
      Backoff backoff,
      DeliverySignals signals,
      BiConsumer<Waiting, String> settled,
      Consumer<Waiting> keep) {
    this.sink = sink;
    this.backoff = backoff;
    this.signals = signals;
    this.settled = settled;
    this.keep = keep;
    this.thread = Thread.ofVirtual().name("alerts-" + sink.name()).unstarted(this);
  }

  void start() {
    signals.pending(sink.name(), 0);
    thread.start();
  }

  String name() {
    return sink.name();
  }

  boolean wants(Incident incident) {
    return sink.wants(incident);
  }

  /** False if there is no room. */
  boolean offer(Waiting entry) {
    boolean taken = queue.offer(entry);
    signals.pending(sink.name(), queue.size());
    return taken;
  }

  /** Why nothing arrives there, if that has been so for a while. */
  Optional<String> failing(Duration since) {
    var current = failure;
    return current == null || System.nanoTime() - current.since() < since.toNanos()
        ? Optional.empty()
        : Optional.of("sink " + sink.name() + ": " + current.why());
  }

  @Override
  public void run() {
    try {
      while (true) {
        var entry = queue.take();
        bring(entry);
        signals.pending(sink.name(), queue.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void bring(Waiting entry) throws InterruptedException {
    for (int failures = 1; !brought(entry); failures++) {
      if (failures == 1) {
        keep.accept(entry);
      }
      Thread.sleep(backoff.after(failures, random));
    }
    settled.accept(entry, sink.name());
  }

  /** Whether there is nothing left to do: it has arrived, or never will. */
  private boolean brought(Waiting entry) throws InterruptedException {
    try {
      sink.send(entry.incident());
      signals.delivered(sink.name(), Duration.ofNanos(System.nanoTime() - entry.since()));
      failure = null;
      return true;
    } catch (Sink.RefusedException e) {
      signals.undeliverable(sink.name());
      LOG.atError()
          .addKeyValue("sink", sink.name())
          .addKeyValue("incident", entry.incident().id())
          .addKeyValue("error", e.getMessage())
          .log("alert refused by its sink");
      return true;
    } catch (IOException | RuntimeException e) {
      failed(entry, e);
      return false;
    }
  }

  private void failed(Waiting entry, Exception e) {
    signals.deliveryFailed(sink.name());
    var text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    var why = HostileText.of(text, ERROR_LIMIT);
    var before = failure;
    failure = new Failure(before == null ? System.nanoTime() : before.since(), why);
    // The first of a row is for people, the others are in the metrics.
    LOG.atLevel(before == null ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.DEBUG)
        .addKeyValue("sink", sink.name())
        .addKeyValue("incident", entry.incident().id())
        .addKeyValue("error", why)
        .log("AlertDeliveryFailed");
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
