package dev.codesession.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No fork, no loss: whatever crashes, fails or leads, and whenever. */
final class TrailTest {
  private final Store store = new Store();
  private final Lines lines = new Lines();
  private final Counted counted = new Counted();
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private final InstantSource clock = () -> now;
  private Trail trail = trail();

  /** Anchors with an optimistic lock, and faults on demand. */
  private static final class Store implements AnchorStore {
    private final Map<String, Kept> kept = new HashMap<>();
    int writes;
    boolean down;
    boolean silent;

    @Override
    public Optional<Kept> read(String namespace) {
      if (down) {
        throw new IllegalStateException("503");
      }
      return Optional.ofNullable(kept.get(namespace));
    }

    @Override
    public Optional<Kept> write(Anchor anchor, String version) {
      if (down) {
        throw new IllegalStateException("503");
      }
      var current = kept.get(anchor.namespace());
      if (!version.equals(current == null ? "" : current.version())) {
        return Optional.empty();
      }
      writes++;
      // As text and back, as the API does.
      var next = new Kept(Anchor.read(anchor.write()), Integer.toString(writes));
      kept.put(anchor.namespace(), next);
      if (silent) {
        throw new IllegalStateException("time-out: was it written?");
      }
      return Optional.of(next);
    }
  }

  private static final class Lines implements Export {
    final List<String> all = new ArrayList<>();
    boolean full;

    @Override
    public void write(List<String> lines) throws IOException {
      if (full) {
        throw new IOException("no space left on device");
      }
      all.addAll(lines);
    }
  }

  private static final class Counted implements TrailSignals {
    int lost;
    int failed;

    @Override
    public void recorded(int records) {}

    @Override
    public void trailFailed() {
      failed++;
    }

    @Override
    public void recordLost() {
      lost++;
    }
  }

  private Trail trail() {
    return new Trail(store, lines, Signer.NONE, counted, clock);
  }

  @Test
  void oneWriteCoversAllRecordsThatCameMeanwhile() {
    for (int i = 0; i < 50; i++) {
      trail.record(entry("team-a", "uid-" + i));
    }
    trail.flush();
    assertThat(store.writes).isEqualTo(1);
    sound("team-a", 50);
  }

  @Test
  void aSessionIsRecordedOnceInAProcess() {
    trail.record(entry("team-a", "uid"));
    trail.flush();
    trail.record(entry("team-a", "uid"));
    trail.flush();
    sound("team-a", 1);
    assertThat(trail.settled(entry("team-a", "uid"))).isTrue();
  }

  @Test
  void namespacesHaveChainsOfTheirOwn() {
    trail.record(entry("team-a", "1"));
    trail.record(entry("team-b", "2"));
    trail.flush();
    sound("team-a", 1);
    sound("team-b", 1);
  }

  @Test
  void theNextProcessGoesOnWhereTheLastOneStopped() {
    trail.record(entry("team-a", "1"));
    trail.flush();
    trail = trail();
    // It looks at all sessions anew; those that are in the chain stay single.
    trail.record(entry("team-a", "1"));
    trail.record(entry("team-a", "2"));
    trail.flush();
    sound("team-a", 2);
  }

  @Test
  void aCrashBetweenAnchorAndExportRepeatsLinesAndLosesNone() {
    trail.record(entry("team-a", "1"));
    lines.full = true;
    trail.flush();
    assertThat(lines.all).isEmpty();
    assertThat(trail.settled(entry("team-a", "1"))).as("a deletion waits").isFalse();
    lines.full = false;
    trail = trail();
    trail.record(entry("team-a", "1"));
    trail.flush();
    sound("team-a", 1);
  }

  @Test
  void aWriteOfUnknownOutcomeIsLookedUp() {
    store.silent = true;
    trail.record(entry("team-a", "1"));
    trail.flush();
    store.silent = false;
    trail.flush();
    sound("team-a", 1);
    assertThat(trail.settled(entry("team-a", "1"))).isTrue();
    assertThat(counted.failed).isEqualTo(1);
  }

  @Test
  void twoLeadersDoNotForkAChain() {
    var deposed = trail();
    trail.record(entry("team-a", "1"));
    trail.flush();
    deposed.record(entry("team-a", "1"));
    deposed.record(entry("team-a", "2"));
    deposed.flush();
    trail.record(entry("team-a", "3"));
    trail.flush();
    trail.flush();
    sound("team-a", 3);
  }

  @Test
  void whatIsOlderThanTheAnchorReachesIsThereAlready() {
    trail.record(entry("team-a", "1"));
    trail.flush();
    now = now.plus(Duration.ofMinutes(10));
    trail.record(entry("team-a", "2"));
    trail.flush();
    assertThat(store.kept.get("team-a").anchor().through()).isEqualTo(now.minusSeconds(10));
    trail = trail();
    trail.record(entry("team-a", "1", now.minus(Duration.ofMinutes(10))));
    trail.flush();
    sound("team-a", 2);
  }

  /** Its predecessor has left sessions that it has not looked at yet. */
  @Test
  void aYoungProcessDoesNotSayThatItHasSeenEverything() {
    trail.record(entry("team-a", "1"));
    trail.flush();
    now = now.plusSeconds(30);
    trail = trail();
    trail.record(entry("team-a", "3"));
    trail.flush();
    trail.record(entry("team-a", "2", now.minusSeconds(20)));
    trail.flush();
    sound("team-a", 3);
  }

  @Test
  void aDeletionDoesNotWaitForEverAndTheLossIsCounted() {
    store.down = true;
    assertThat(trail.settled(entry("team-a", "1"))).isFalse();
    trail.flush();
    now = now.plusSeconds(61);
    assertThat(trail.settled(entry("team-a", "1"))).isTrue();
    assertThat(counted.lost).isEqualTo(1);
  }

  @Test
  void moreThanABatchFollowsInOrder() {
    for (int i = 0; i < 250; i++) {
      trail.record(entry("team-a", "uid-" + i));
    }
    trail.flush();
    assertThat(store.writes).as("an anchor holds a hundred").isEqualTo(3);
    sound("team-a", 250);
  }

  /** A process that starts among thousands of finished sessions would hold all their records. */
  @Test
  void noRecordIsMadeOfWhatIsInTheChain() {
    trail.record(entry("team-a", "1"));
    trail.flush();
    trail = trail();
    trail.record(
        new Entry(
            "team-a",
            "1",
            now,
            () -> {
              throw new AssertionError("made for nothing");
            }));
    trail.flush();
    sound("team-a", 1);
    assertThat(counted.failed).isZero();
  }

  @Test
  void aDamagedAnchorBeginsNoNewChain() {
    assertThatIllegalArgumentException().isThrownBy(() -> Anchor.read("{}"));
    assertThatIllegalArgumentException().isThrownBy(() -> Anchor.read(""));
  }

  private Entry entry(String namespace, String uid) {
    return entry(namespace, uid, now);
  }

  private static Entry entry(String namespace, String uid, Instant destroyed) {
    return new Entry(
        namespace,
        uid,
        destroyed,
        () -> Map.of("type", AuditRecords.TYPE, "session", Map.of("uid", uid)));
  }

  private void sound(String namespace, int records) {
    var verification = new Verification();
    lines.all.forEach(verification::line);
    var report = verification.report(List.of(store.kept.get(namespace).anchor()));
    assertThat(report.findings()).isEmpty();
    assertThat(lines.all.stream().distinct().filter(l -> l.contains("\"chain\":\"" + namespace)))
        .hasSize(records);
  }
}
