package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.cluster.QuotaLine.Waiter;
import dev.codesession.session.Action;
import dev.codesession.session.Change;
import dev.codesession.session.Decision;
import dev.codesession.session.Hold;
import dev.codesession.session.Observation;
import dev.codesession.session.Recorded;
import dev.codesession.session.RecordedReader;
import dev.codesession.session.Refused;
import dev.codesession.session.SandboxFacts;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of all namespaces: who was refused for quota waits here instead of asking again and
 * again. There is a line only where somebody waits. A restarted operator lines up those of whom the
 * status says that they wait.
 */
public final class QuotaQueue {
  private final Map<String, QuotaLine> lines = new ConcurrentHashMap<>();
  private final AtomicBoolean recovered = new AtomicBoolean();
  private final Caches caches;
  private final Consumer<ResourceID> wake;
  private final InstantSource clock;

  public QuotaQueue(Caches caches, Consumer<ResourceID> wake, InstantSource clock) {
    this.caches = caches;
    this.wake = wake;
    this.clock = clock;
  }

  /** Lets time go by until the process ends, on a thread of its own. */
  public void tickEvery(Duration pause) {
    Sweeper.start("quota-queue", pause, this::tick);
  }

  void tick() {
    lines.keySet().forEach(namespace -> ifLine(namespace, QuotaLine::tick));
  }

  /** Why this session may not ask for a pod now; null if it may. */
  @Nullable Hold hold(CodeSession session) {
    recover();
    var may = new AtomicBoolean(true);
    lines.computeIfPresent(
        session.getMetadata().getNamespace(),
        (namespace, line) -> {
          may.set(line.mayAsk(waiter(session)));
          return line;
        });
    return may.get() ? null : Hold.inLine();
  }

  private void recover() {
    if (recovered.compareAndSet(false, true)) {
      caches
          .sessions(s -> s.getStatus() != null && s.getStatus().phase() == Phase.Queued)
          .filter(
              s ->
                  RecordedReader.read(s.getStatus(), Instant.EPOCH) instanceof Recorded.Pending said
                      && said.reason().equals(Change.Queue.QUOTA))
          .forEach(
              s -> step(s.getMetadata().getNamespace(), (line, now) -> line.join(waiter(s)), true));
    }
  }

  /** What a pass came to: what was decided, and how the API server took it. */
  void passed(CodeSession session, Observation seen, Decision decision, Optional<Refused> refusal) {
    var namespace = session.getMetadata().getNamespace();
    var waiter = waiter(session);
    if (decision.actions().stream().anyMatch(Action.CreateSandbox.class::isInstance)) {
      asked(namespace, waiter, refusal);
    } else if (!wantsPod(seen, decision)) {
      ifLine(namespace, (line, now) -> line.leave(waiter, now));
    } else if (Hold.inLine().equals(seen.hold())) {
      step(namespace, (line, now) -> line.join(waiter), true);
    }
  }

  private void asked(String namespace, Waiter waiter, Optional<Refused> refusal) {
    boolean noRoom = refusal.filter(r -> r.kind() == Refused.Kind.Quota).isPresent();
    if (noRoom) {
      step(namespace, (line, now) -> line.refused(waiter, now), true);
    } else if (refusal.isPresent()) {
      ifLine(namespace, (line, now) -> line.leave(waiter, now));
    } else {
      ifLine(namespace, (line, now) -> line.served(waiter, now));
    }
  }

  /** And will ask for it as soon as it may: who is held by something else waits elsewhere. */
  private static boolean wantsPod(Observation seen, Decision decision) {
    boolean ahead =
        seen.recorded() instanceof Recorded.Fresh || seen.recorded() instanceof Recorded.Pending;
    boolean held = seen.hold() != null && !Hold.inLine().equals(seen.hold());
    boolean ends = decision.change() instanceof Change.Finish || seen.session().deleting();
    return ahead && !held && !ends && seen.sandbox() instanceof SandboxFacts.Absent;
  }

  /** A quota is another; whether that concerns a decision of all sessions of its namespace. */
  boolean changed(ResourceQuota now, ResourceQuota before) {
    int room = Room.of(now);
    if (room > Room.of(before)) {
      ifLine(now.getMetadata().getNamespace(), (line, instant) -> line.freed(room, instant));
    }
    return Changes.ofQuota(now, before);
  }

  /** Where nobody waits there is no line, and none is begun. */
  private void ifLine(String namespace, BiConsumer<QuotaLine, Instant> step) {
    step(namespace, step, false);
  }

  private void step(String namespace, BiConsumer<QuotaLine, Instant> step, boolean begin) {
    var next = new AtomicReference<@Nullable Waiter>();
    lines.compute(
        namespace,
        (name, there) -> {
          if (there == null && !begin) {
            return null;
          }
          var line = there == null ? new QuotaLine(ThreadLocalRandom.current()::nextDouble) : there;
          var before = line.turn();
          step.accept(line, clock.instant());
          line.turn().filter(now -> !before.equals(Optional.of(now))).ifPresent(next::set);
          return line.isEmpty() ? null : line;
        });
    var waiter = next.get();
    if (waiter != null) {
      wake.accept(waiter.id());
    }
  }

  private static Waiter waiter(CodeSession session) {
    return new Waiter(
        Observer.created(session),
        session.getMetadata().getUid(),
        ResourceID.fromResource(session));
  }
}
