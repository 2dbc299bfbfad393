package dev.codesession.cluster;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for the quota of one namespace, the oldest first. One at a time has the turn to ask the
 * API server; the others would only be refused, too. The line opens when something was freed, or
 * after a pause that grows. Not safe for threads: {@link QuotaQueue} takes care of that.
 */
final class QuotaLine {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** For who does not come when it is its turn: it may be stuck or gone. */
  static final Duration TURN = Duration.ofSeconds(5);

  private static final int UNKNOWN = Integer.MAX_VALUE;

  /** A session in the line. */
  record Waiter(Instant created, String uid, ResourceID id) implements Comparable<Waiter> {
    private static final Comparator<Waiter> ORDER =
        Comparator.comparing(Waiter::created).thenComparing(Waiter::uid);

    @Override
    public int compareTo(Waiter other) {
      return ORDER.compare(this, other);
    }
  }

  private final NavigableSet<Waiter> waiting = new TreeSet<>();
  private final DoubleSupplier random;
  private Duration pause = FIRST_PAUSE;
  private @Nullable Waiter turn;

  /** The end of the turn, or else of the pause. */
  private Instant until = Instant.MIN;

  /** Pods that may still be made as far as is known. */
  private int room;

  /** The first in line was refused since the line opened: it may ask for more than others do. */
  private boolean firstRefused;

  /** Whoever was the last to be tried in place of the first. */
  private @Nullable Waiter triedInstead;

  QuotaLine(DoubleSupplier random) {
    this.random = random;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean mayAsk(Waiter session) {
    return waiting.isEmpty() || session.equals(turn);
  }

  void join(Waiter session) {
    waiting.add(session);
  }

  /** Something was freed: there is room for so many pods. */
  void freed(int pods, Instant now) {
    room = pods;
    if (turn == null && pods > 0) {
      open(pods, now);
    }
  }

  private void open(int pods, Instant now) {
    room = pods;
    firstRefused = false;
    give(waiting.isEmpty() ? null : waiting.first(), now);
  }

  void refused(Waiter session, Instant now) {
    waiting.add(session);
    if (turn == null) {
      // Many ask at once before there is a line.
      close(now);
    } else if (session.equals(turn)) {
      if (firstRefused) {
        triedInstead = session;
        longer();
        close(now);
      } else {
        firstRefused = true;
        tryAnother(session, now);
      }
    }
  }

  /** So that one whom no room is enough for does not block the others for ever. */
  private void tryAnother(Waiter first, Instant now) {
    var next = triedInstead == null ? null : waiting.higher(triedInstead);
    var other = next == null ? waiting.higher(first) : next;
    if (other == null || other.equals(first)) {
      longer();
      close(now);
    } else {
      give(other, now);
    }
  }

  /** It has its pod. */
  void served(Waiter session, Instant now) {
    waiting.remove(session);
    if (!session.equals(turn)) {
      return;
    }
    pause = FIRST_PAUSE;
    if (room != UNKNOWN) {
      room--;
    }
    var next =
        room <= 0 || waiting.isEmpty()
            ? null
            : firstRefused ? waiting.higher(session) : waiting.first();
    if (next == null) {
      close(now);
    } else {
      give(next, now);
    }
  }

  /** It no longer wants a pod, or not now. */
  void leave(Waiter session, Instant now) {
    waiting.remove(session);
    if (session.equals(turn)) {
      pass(session, now);
    }
  }

  private void pass(Waiter session, Instant now) {
    var next = waiting.higher(session);
    if (next == null) {
      close(now);
    } else {
      give(next, now);
    }
  }

  /** Time goes by. Who lets its turn pass has to line up again. */
  void tick(Instant now) {
    if (now.isBefore(until)) {
      return;
    }
    var late = turn;
    if (late == null) {
      open(UNKNOWN, now);
    } else {
      waiting.remove(late);
      pass(late, now);
    }
  }

  /** Whose turn it is, if it is somebody's. */
  Optional<Waiter> turn() {
    return Optional.ofNullable(turn);
  }

  private void give(@Nullable Waiter next, Instant now) {
    turn = next;
    until = now.plus(TURN);
  }

  private void close(Instant now) {
    turn = null;
    // Operators of many clusters, or lines of many namespaces, are not to ask in step.
    until = now.plusMillis((long) (pause.toMillis() * (0.75 + random.getAsDouble() / 2)));
  }

  private void longer() {
    var doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }
}
