package dev.codesession.session;

import dev.codesession.admission.Examples;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.guest.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with one session, small enough to be understood. It performs what the lifecycle decides
 * and fails as soon as something happens that must never happen.
 */
final class World {
  private static final Hold NOT_READY = new Hold(Hold.CLASS_NOT_READY, "the canary runs");
  private final Lifecycle lifecycle = new Lifecycle(Given.DEADLINES);
  private IsolationStatus evidence;
  private final Map<String, SimulatedPod> pods = new HashMap<>();

  // What the operator's process remembers; a restart clears it.
  private final Map<String, GuestFacts> heard = new HashMap<>();
  private final Map<String, GuestFacts> salvaged = new HashMap<>();
  private Milestones milestones = Milestones.NONE;

  /** UIDs of pods whose good proof was written before their code could be sent. */
  private final Set<String> proofsRecorded = new HashSet<>();

  /** RUN frames that were sent and have not arrived yet, by pod UID. They outlive the operator. */
  private final List<String> underWay = new ArrayList<>();

  private @Nullable CodeSessionStatus status;
  private @Nullable CodeSessionStatus statusBefore;
  private Instant now = Given.CREATED;
  private Instant working = Given.CREATED;
  private Duration recheck = Duration.ZERO;
  private int podsMade;
  final Refusals refusals = new Refusals();
  boolean guard;
  boolean classNotReady;
  boolean classGone;
  boolean conflict;
  boolean stale;
  boolean cancel;
  @Nullable Instant deleted;
  boolean gone;

  World(boolean provesItself) {
    this.evidence = provesItself ? Given.GOOD : Given.BAD;
  }

  // ---- observe, decide, apply, report: one pass of the reconciler

  void pass() {
    if (gone) {
      return;
    }
    var base = stale ? statusBefore : status;
    boolean outdated = stale && base != status;
    stale = false;
    var seen = observe(base);
    var decision = lifecycle.decide(seen, now);
    Invariants.check(seen, decision);
    Optional<Refused> refused = Optional.empty();
    for (Action action : decision.actions()) {
      refused = perform(action);
      if (refused.isPresent()) {
        decision = lifecycle.refused(seen, refused.get(), now);
        Invariants.check(seen, decision);
        break;
      }
    }
    recheck = decision.recheck() == null ? Duration.ZERO : decision.recheck();
    var next = StatusRenderer.render(base, decision.change(), seen, now);
    if (conflict || outdated) {
      conflict = false;
    } else if (next != base) {
      write(next);
    }
    if (decision.gone() && !outdated) {
      never(own().isEmpty(), "the session is let go while a VM of it is left");
      gone = true;
    }
  }

  private Observation observe(@Nullable CodeSessionStatus base) {
    var recorded = RecordedReader.read(base, Given.CREATED);
    var name = Names.pod(Examples.UID, recorded.attempt());
    var current = pods.get(name);
    SandboxFacts sandbox = current == null ? new SandboxFacts.Absent() : current.facts();
    var uid =
        current != null && !current.foreign
            ? current.ref.uid()
            : recorded instanceof Recorded.Running running ? running.podUid() : "";
    return new Observation(
        working,
        new SessionFacts(
            "team-a",
            "hello",
            Examples.UID,
            1,
            Given.CREATED,
            deleted,
            cancel,
            RecordedReader.alarmed(base)),
        recorded,
        classGone ? new Verdict.Refused("no class") : new Verdict.Accepted(Given.PLAN),
        GuardFacts.alone(guard),
        classNotReady ? NOT_READY : null,
        sandbox,
        null,
        own().stream()
            .filter(p -> !p.ref.name().equals(name))
            .map(p -> (SandboxFacts.Present) p.facts())
            .toList(),
        guest(uid),
        milestones,
        List.of(),
        Given.PLAN.ttl(),
        Keeping.TOGETHER);
  }

  private GuestFacts guest(String uid) {
    var live = heard.getOrDefault(uid, new GuestFacts.Unknown(""));
    return live instanceof GuestFacts.Sealed ? live : salvaged.getOrDefault(uid, live);
  }

  private List<SimulatedPod> own() {
    return pods.values().stream().filter(p -> !p.foreign).toList();
  }

  private Optional<Refused> perform(Action action) {
    switch (action) {
      case Action.EstablishGuard establish -> {
        var refused = refusals.ofGuard();
        guard |= refused.isEmpty();
        return refused;
      }
      case Action.CreateSandbox create -> {
        return create(Names.pod(Examples.UID, create.attempt()));
      }
      case Action.OpenChannel open ->
          heard.putIfAbsent(open.pod().uid(), new GuestFacts.Unknown(""));
      case Action.SendRun run -> {
        underWay.add(run.pod().uid());
        heard.put(run.pod().uid(), new GuestFacts.Ready(evidence, true));
      }
      case Action.SendCancel sent -> {
        milestones = new Milestones(null, null, null, null, null, null, now);
        find(sent.pod().uid()).ifPresent(p -> p.seal(Result.Ending.Cancelled, 0));
      }
      case Action.Salvage salvage -> salvage(salvage.pod().ref().uid());
      case Action.StoreArtifacts store -> {
        return refusals.ofSecret();
      }
      case Action.CloseChannel close -> {
        heard.remove(close.pod().uid());
        find(close.pod().uid()).filter(SimulatedPod::up).ifPresent(p -> p.end(0, "Completed"));
      }
      case Action.ReleaseSandbox release ->
          find(release.pod().uid()).ifPresent(p -> p.held = false);
      case Action.DeleteSandbox delete ->
          find(delete.pod().uid()).ifPresent(p -> p.deleting = true);
      case Action.DeleteArtifacts delete -> {}
      case Action.DeleteSession delete -> delete();
    }
    return Optional.empty();
  }

  private Optional<Refused> create(String name) {
    never(guard, "a pod without a fence");
    if (pods.containsKey(name)) {
      return Optional.empty();
    }
    var refused = refusals.ofPod();
    if (refused.isPresent()) {
      return refused;
    }
    place(name, false);
    return refusals.ofMadePod();
  }

  private void place(String name, boolean foreign) {
    var ref = new PodRef("team-a", name, "uid-" + ++podsMade);
    pods.put(name, new SimulatedPod(ref, now, foreign));
  }

  private void salvage(String uid) {
    find(uid)
        .ifPresent(
            p -> {
              var started = p.starts > 0 ? Boolean.TRUE : null;
              salvaged.put(
                  uid,
                  p.result == null
                      ? new GuestFacts.Mute(started, "its log holds no result")
                      : new GuestFacts.Sealed(p.result, false));
            });
  }

  private void write(@Nullable CodeSessionStatus next) {
    var old = status;
    if (old != null && old.phase() == Phase.Finished) {
      never(next.phase() == Phase.Finished, "a terminal phase is left");
      never(old.outcome().equals(next.outcome()), "an outcome changes");
      never(old.timeline().recorded().equals(next.timeline().recorded()), "a time changes");
    }
    if (RecordedReader.read(next, now) instanceof Recorded.Finished end && end.destroyed()) {
      never(own().isEmpty(), "destroyed is said while a VM is left");
    }
    if (next.phase() == Phase.Running && Boolean.TRUE.equals(next.isolation().proven())) {
      proofsRecorded.add(next.sandbox().podUid());
    }
    statusBefore = old;
    status = next;
    startsAgreeWithTheOutcome();
  }

  // ---- events

  void delete() {
    deleted = deleted == null ? now : deleted;
  }

  /** A RUN that was under way arrives. */
  void deliver() {
    if (underWay.isEmpty()) {
      return;
    }
    var uid = underWay.removeFirst();
    find(uid)
        .filter(SimulatedPod::accept)
        .ifPresent(
            p -> {
              never(totalStarts() == 1, "the code starts twice");
              never(
                  proofsRecorded.contains(uid),
                  "the code starts before a proof of that pod is recorded");
              startsAgreeWithTheOutcome();
            });
  }

  private int totalStarts() {
    return starts + pods.values().stream().mapToInt(p -> p.starts).sum();
  }

  private int starts;

  private void startsAgreeWithTheOutcome() {
    var outcome = status == null ? null : status.outcome();
    if (outcome != null && Boolean.TRUE.equals(outcome.retrySafe())) {
      never(totalStarts() == 0, "a retry is called safe though the code has started");
    }
  }

  /**
   * The warden answers on an open channel; with {@code proofOnly} the stream breaks right after.
   */
  void answer(boolean proofOnly) {
    for (var p : own()) {
      if (p.up() && heard.containsKey(p.ref.uid())) {
        p.asked = true;
        boolean offered = heard.get(p.ref.uid()) instanceof GuestFacts.Ready r && r.offered();
        heard.put(
            p.ref.uid(), proofOnly ? new GuestFacts.Ready(evidence, false) : says(p, offered));
      }
    }
  }

  private GuestFacts says(SimulatedPod p, boolean offered) {
    if (p.result != null) {
      return new GuestFacts.Sealed(p.result, true);
    }
    return p.starts > 0 ? new GuestFacts.Started() : new GuestFacts.Ready(evidence, offered);
  }

  void silence() {
    heard.replaceAll((uid, f) -> f instanceof GuestFacts.Sealed ? f : new GuestFacts.Silent(now));
  }

  void restartOperator() {
    heard.clear();
    salvaged.clear();
    milestones = Milestones.NONE;
    working = now;
  }

  void codeEnds(Result.Ending ending, int artifactCharacters) {
    own().stream().filter(p -> p.starts > 0).forEach(p -> p.seal(ending, artifactCharacters));
  }

  void forward() {
    kubelet();
    answer(false);
    deliver();
    pass();
  }

  void kubelet() {
    for (var p : List.copyOf(pods.values())) {
      if (p.kubelet()) {
        remove(p);
      }
    }
  }

  void endPods(int exitCode, String reason) {
    own().forEach(p -> p.end(exitCode, reason));
  }

  void deletePods() {
    own().forEach(p -> p.deleting = true);
  }

  void vanish() {
    List.copyOf(pods.values()).forEach(this::remove);
  }

  /** Somebody takes the pod away and puts another one in its place. */
  void replace(boolean foreign) {
    for (var p : own()) {
      remove(p);
      place(p.ref.name(), foreign);
    }
  }

  private void remove(SimulatedPod p) {
    starts += p.starts;
    pods.remove(p.ref.name());
  }

  void passTime(Duration time) {
    now = now.plus(time);
  }

  /**
   * From now on the same guest is judged badly, for example because its node is not known any more.
   */
  void doubt() {
    evidence = Given.BAD;
  }

  boolean codeStarted() {
    return totalStarts() > 0;
  }

  /** Nothing bad happens any more. */
  void calm() {
    refusals.calm();
    classGone = false;
    classNotReady = false;
    for (int i = 0; i < 300 && !settled(); i++) {
      kubelet();
      deliver();
      answer(false);
      codeEnds(Result.Ending.Exited, 0);
      pass();
      passTime(recheck.compareTo(Duration.ofSeconds(10)) > 0 ? Duration.ofSeconds(10) : recheck);
    }
    never(settled(), "it never ends");
  }

  /** Long after the end. */
  void expire() {
    passTime(Given.PLAN.ttl().plusSeconds(1));
    for (int i = 0; i < 10 && !gone; i++) {
      kubelet();
      pass();
    }
    never(gone, "it stays for ever");
  }

  private boolean settled() {
    return gone
        || deleted == null
            && RecordedReader.read(status, now) instanceof Recorded.Finished finished
            && finished.destroyed();
  }

  private Optional<SimulatedPod> find(String uid) {
    return pods.values().stream().filter(p -> p.ref.uid().equals(uid)).findFirst();
  }

  private void never(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise + "\n" + status + "\n" + pods.keySet());
    }
  }
}
