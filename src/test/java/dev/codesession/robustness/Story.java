package dev.codesession.robustness;

import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.robustness.Event.Incident;
import dev.codesession.robustness.Event.PodSeen;
import dev.codesession.robustness.Event.SessionSeen;
import dev.codesession.robustness.Event.WordHeard;
import dev.codesession.robustness.Event.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that was seen of one session, and what is wrong with it. */
final class Story {
  /** Exit code and signal say it all. */
  private static final Set<OutcomeReason> SELF_EVIDENT =
      EnumSet.of(OutcomeReason.Completed, OutcomeReason.NonZeroExit, OutcomeReason.Signalled);

  private final Duration outlives;
  private final List<SessionSeen> seen;
  private final SessionSeen last;
  private final List<PodSeen> sandboxes;
  private final List<WordHeard> words;
  private final List<Written> writes;
  private final List<Incident> incidents;
  private final List<String> found = new ArrayList<>();

  Story(Duration outlives, String uid, List<SessionSeen> seen, List<Event> history) {
    this.outlives = outlives;
    this.seen = seen;
    last = seen.getLast();
    sandboxes =
        HistoryRules.of(PodSeen.class, history).stream()
            .filter(p -> p.session().equals(uid))
            .toList();
    words =
        HistoryRules.of(WordHeard.class, history).stream()
            .filter(w -> w.session().equals(uid))
            .toList();
    writes =
        HistoryRules.of(Written.class, history).stream()
            .filter(w -> w.namespace().equals(last.namespace()) && w.name().equals(last.name()))
            .toList();
    incidents =
        HistoryRules.of(Incident.class, history).stream()
            .filter(i -> i.session().equals(uid))
            .toList();
  }

  void judge(List<String> broken) {
    startsOnce();
    runsOnlyWhatIsProven();
    goesForward();
    endsHonestly();
    cleansUp();
    found.forEach(f -> broken.add(last.namespace() + "/" + last.name() + ": " + f));
  }

  private void startsOnce() {
    var starts =
        words.stream()
            .filter(w -> w.word().equals("STARTED"))
            .map(w -> w.pod() + w.body())
            .collect(Collectors.toSet());
    require(starts.size() <= 1, "the code started more than once: " + starts);
    var output = Objects.requireNonNullElse(last.output(), "");
    require(!output.contains("starts=2"), "the code counted a second start");
    require(
        output.lines().filter(l -> l.startsWith("nonce=")).allMatch(this::own),
        "the output is another session's: " + output);
  }

  private boolean own(String line) {
    return line.startsWith("nonce=" + last.name() + " ");
  }

  private void runsOnlyWhatIsProven() {
    for (var run : words.stream().filter(w -> w.word().equals("RUN")).toList()) {
      require(
          writes.stream()
              .anyMatch(
                  w ->
                      "Running".equals(w.phase())
                          && w.at().isBefore(run.at())
                          && (w.code() == 0 || w.code() < 300)),
          "the code was sent before a judged proof was recorded");
    }
  }

  private void goesForward() {
    for (int i = 1; i < seen.size(); i++) {
      var before = seen.get(i - 1);
      var now = seen.get(i);
      require(
          legal(before.phase(), now.phase()), "went from " + before.phase() + " to " + now.phase());
      require(now.attempt() >= before.attempt(), "its attempts went back");
      require(
          before.phase() != Phase.Finished
              || before.reason() == now.reason() && Objects.equals(before.output(), now.output()),
          "its outcome was changed: " + before.reason() + ", then " + now.reason());
      // The status is written with a lock: whoever wrote Running had seen the cancel.
      require(
          !(before.cancel() && before.phase() != Phase.Running && now.phase() == Phase.Running),
          "its code was let go after the cancel was seen");
    }
  }

  /** Queued and Starting may alternate: a further attempt may have to wait for quota. */
  private static boolean legal(Phase before, Phase now) {
    return before == null
        || now != null && (now.compareTo(before) >= 0 || before == Phase.Starting);
  }

  private void endsHonestly() {
    var finished = seen.stream().filter(s -> s.phase() == Phase.Finished).toList();
    require(
        !finished.isEmpty() || last.deleting() || last.gone(), "has not ended: " + last.phase());
    for (var end : finished.stream().limit(1).toList()) {
      require(end.reason() != null, "ended without a reason");
      require(
          SELF_EVIDENT.contains(end.reason()) || end.message() != null,
          "ended as " + end.reason() + " without a word why");
      require(
          end.reason() != OutcomeReason.Completed || end.result(), "is Completed without a result");
      require(end.reason() != OutcomeReason.Cancelled || end.cancel(), "Cancelled by nobody");
      boolean started = words.stream().anyMatch(w -> w.word().equals("STARTED"));
      require(
          !started || !Boolean.FALSE.equals(end.codeStarted()),
          "says that its code has not started, but it has");
      require(
          started || end.reason() != OutcomeReason.Completed,
          "is Completed, but its code has not started");
      require(
          Boolean.TRUE.equals(end.retrySafe()) == Boolean.FALSE.equals(end.codeStarted()),
          "says that a retry is safe, or not, and not why");
    }
  }

  private void cleansUp() {
    require(
        last.gone() || last.destroyed() && !last.deleting(),
        last.deleting() ? "cannot be deleted" : "was never destroyed");
    var names = sandboxes.stream().map(PodSeen::name).collect(Collectors.toSet());
    for (var name : names) {
      var pod = sandboxes.stream().filter(p -> p.name().equals(name)).toList().getLast();
      require(pod.gone(), "left the sandbox " + name);
      var end = end();
      require(
          end == null || !pod.gone() || !pod.at().isAfter(end.plus(outlives)),
          "its sandbox outlived it by " + (end == null ? "" : Duration.between(end, pod.at())));
    }
    var reasons = incidents.stream().collect(Collectors.groupingBy(Incident::reason));
    reasons.forEach(
        (reason, all) ->
            require(
                all.stream().map(Incident::name).distinct().count() == 1,
                "more than one incident " + reason));
  }

  private Instant end() {
    return seen.stream()
        .filter(s -> s.phase() == Phase.Finished || s.gone())
        .map(SessionSeen::at)
        .findFirst()
        .orElse(null);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      found.add(otherwise);
    }
  }
}
