package dev.codesession.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The chain of one namespace as this process writes it. The anchor is written before the lines, and
 * holds the lines that it has not seen exported: so a crash can repeat lines, never lose one or
 * fork the chain. Flushed by one thread, filled by many.
 */
final class Book {
  private static final int BATCH = 100;
  private static final int MOST_RECENT = 2_000;

  /** Between stamping a confirmed end and handing its record over. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  /** Until then a process may not have looked at every session that its predecessor has left. */
  private static final Duration SETTLING = Duration.ofMinutes(5);

  private final String namespace;
  private final Deque<Entry> queue = new ArrayDeque<>();
  private final Map<String, Instant> recent = new LinkedHashMap<>();
  private List<String> unexported = List.of();
  private Set<String> unsettled = Set.of();
  private Anchor anchor;
  private @Nullable String version;

  Book(String namespace) {
    this.namespace = namespace;
    this.anchor = Anchor.none(namespace);
  }

  String namespace() {
    return namespace;
  }

  synchronized void add(Entry entry) {
    queue.add(entry);
  }

  synchronized boolean due() {
    return !queue.isEmpty() || !unexported.isEmpty();
  }

  /** UIDs of the sessions that are recorded and exported by now. */
  Set<String> flush(AnchorStore anchors, Export export, Signer signer, Instant now, Instant started)
      throws IOException {
    open(anchors, now);
    var settled = new LinkedHashSet<>(exported(export, signer, now));
    var batch = take(settled);
    if (!batch.isEmpty()) {
      try {
        if (!write(anchors, batch, now, started)) {
          version = null;
          putBack(batch);
          return settled;
        }
      } catch (RuntimeException e) {
        // Perhaps it was written: the anchor itself will tell.
        version = null;
        putBack(batch);
        throw e;
      }
      settled.addAll(exported(export, signer, now));
    }
    return settled;
  }

  private void open(AnchorStore anchors, Instant now) {
    if (version != null) {
      return;
    }
    var kept = anchors.read(namespace);
    anchor = kept.map(AnchorStore.Kept::anchor).orElseGet(() -> Anchor.none(namespace));
    recent.clear();
    anchor.recent().forEach(mark -> recent.put(mark, now));
    unexported = anchor.tail();
    unsettled = Set.of();
    version = kept.map(AnchorStore.Kept::version).orElse("");
  }

  private Set<String> exported(Export export, Signer signer, Instant now) throws IOException {
    if (!unexported.isEmpty()) {
      var lines = new ArrayList<>(unexported);
      lines.addAll(signer.sign(anchor, now));
      export.write(lines);
      unexported = List.of();
    }
    var settled = unsettled;
    unsettled = Set.of();
    return settled;
  }

  /** Those that the chain has already are settled without a line. */
  private synchronized List<Entry> take(Set<String> settled) {
    var batch = new ArrayList<Entry>();
    while (batch.size() < BATCH && !queue.isEmpty()) {
      var entry = queue.remove();
      boolean there =
          recent.containsKey(Anchor.mark(entry.uid()))
              || (entry.destroyed() != null && !entry.destroyed().isAfter(anchor.through()));
      if (there) {
        settled.add(entry.uid());
      } else {
        batch.add(entry);
      }
    }
    return batch;
  }

  private synchronized void putBack(List<Entry> batch) {
    batch.reversed().forEach(queue::addFirst);
  }

  private boolean write(AnchorStore anchors, List<Entry> batch, Instant now, Instant started) {
    var grown =
        Chain.append(namespace, anchor.head(), batch.stream().map(e -> e.record().get()).toList());
    var through = through(now, started);
    var marks = new LinkedHashMap<>(recent);
    batch.forEach(e -> marks.put(Anchor.mark(e.uid()), e.at(now)));
    marks.values().removeIf(at -> !at.isAfter(through));
    while (marks.size() > MOST_RECENT) {
      marks.pollFirstEntry();
    }
    var next =
        new Anchor(
            namespace,
            grown.head().sequence(),
            grown.head().hash(),
            through,
            List.copyOf(marks.keySet()),
            grown.lines());
    var kept = anchors.write(next, version == null ? "" : version);
    if (kept.isEmpty()) {
      return false;
    }
    anchor = next;
    version = kept.get().version();
    recent.clear();
    recent.putAll(marks);
    unexported = grown.lines();
    var uids = new LinkedHashSet<String>();
    batch.forEach(e -> uids.add(e.uid()));
    unsettled = uids;
    return true;
  }

  private synchronized Instant through(Instant now, Instant started) {
    if (now.isBefore(started.plus(SETTLING))) {
      return anchor.through();
    }
    var cut = queue.stream().map(e -> e.at(now)).reduce(now, (a, b) -> a.isBefore(b) ? a : b);
    var through = cut.minus(SLACK);
    return through.isAfter(anchor.through()) ? through : anchor.through();
  }
}
