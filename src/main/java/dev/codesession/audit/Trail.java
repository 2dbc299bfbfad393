package dev.codesession.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records, and every few seconds adds those of a namespace to its chain: first the anchor,
 * with an optimistic lock, then the lines. One write covers all records that came meanwhile; a
 * deletion that waits for its record makes it happen at once. Nobody else waits for it.
 */
public final class Trail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Trail.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** So long a deletion waits for a trail that does not work. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int REMEMBERED = 100_000;

  private final AnchorStore anchors;
  private final Export export;
  private final Signer signer;
  private final TrailSignals signals;
  private final InstantSource clock;
  private final Instant started;
  private final Map<String, Book> books = new LinkedHashMap<>();
  private final Map<String, Standing> standings =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Standing> eldest) {
          return size() > REMEMBERED && eldest.getValue() == Standing.Recorded;
        }
      };
  private final Map<String, Instant> asked = new LinkedHashMap<>();
  private final Thread thread = Thread.ofVirtual().name("audit-trail").unstarted(this::keep);
  private final ReentrantLock flushing = new ReentrantLock();
  private boolean urgent;

  private enum Standing {
    Waiting,
    Recorded
  }

  public Trail(
      AnchorStore anchors,
      Export export,
      Signer signer,
      TrailSignals signals,
      InstantSource clock) {
    this.signer = signer;
    this.anchors = anchors;
    this.export = export;
    this.signals = signals;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** Starts the thread that adds records to their chains. */
  public void start() {
    thread.start();
  }

  /** Whether the session is known here, so that its record need not be made again. */
  public synchronized boolean knows(String uid) {
    return standings.containsKey(uid);
  }

  /** Takes a record; a session that is known already is not recorded twice. */
  public synchronized void record(Entry entry) {
    if (standings.putIfAbsent(entry.uid(), Standing.Waiting) == null) {
      books.computeIfAbsent(entry.namespace(), Book::new).add(entry);
    }
  }

  /**
   * Whether the record is in the chain and exported; what stands in the way is done at once. After
   * a minute the answer is yes all the same, and the loss is counted: a session that cannot be
   * deleted would hold up its whole namespace.
   */
  public synchronized boolean settled(Entry entry) {
    record(entry);
    if (standings.get(entry.uid()) == Standing.Recorded) {
      asked.remove(entry.uid());
      return true;
    }
    var now = clock.instant();
    if (now.isAfter(asked.computeIfAbsent(entry.uid(), any -> now).plus(PATIENCE))) {
      asked.remove(entry.uid());
      signals.recordLost();
      LOG.atError()
          .addKeyValue("namespace", entry.namespace())
          .addKeyValue("session", entry.uid())
          .log("audit record lost: the trail has not worked for a minute");
      return true;
    }
    urgent = true;
    notifyAll();
    return false;
  }

  private void keep() {
    try {
      while (true) {
        pause();
        flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void pause() throws InterruptedException {
    long until = System.nanoTime() + INTERVAL.toNanos();
    while (!urgent && System.nanoTime() < until) {
      wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
    }
    urgent = false;
  }

  /** One round over all namespaces that have something to add; one at a time, also at the end. */
  void flush() {
    flushing.lock();
    try {
      round();
    } finally {
      flushing.unlock();
    }
  }

  private void round() {
    List<Book> due;
    synchronized (this) {
      due = books.values().stream().filter(Book::due).toList();
    }
    for (Book book : due) {
      try {
        while (settle(book.flush(anchors, export, signer, clock.instant(), started))) {
          // One anchor holds a batch; what is left need not wait for the next round.
        }
      } catch (IOException | RuntimeException e) {
        signals.trailFailed();
        LOG.atError()
            .addKeyValue("namespace", book.namespace())
            .addKeyValue("error", e.toString())
            .log("audit trail not written; it is tried again");
      }
    }
  }

  /** Whether there were any. */
  private synchronized boolean settle(Set<String> uids) {
    signals.recorded(uids.size());
    uids.forEach(uid -> standings.put(uid, Standing.Recorded));
    return !uids.isEmpty();
  }

  /** What has come meanwhile is still added. */
  @Override
  public void close() {
    thread.interrupt();
    flush();
  }
}
