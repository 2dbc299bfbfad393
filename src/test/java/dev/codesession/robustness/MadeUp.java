package dev.codesession.robustness;

import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.robustness.Event.Incident;
import dev.codesession.robustness.Event.PodSeen;
import dev.codesession.robustness.Event.SessionSeen;
import dev.codesession.robustness.Event.WordHeard;
import dev.codesession.robustness.Event.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The history of one session, told step by step; every step takes a second. */
final class MadeUp {
  private final List<Event> events = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private boolean cancel;
  private boolean deleting;
  private Phase phase;
  private int attempt = 1;
  private OutcomeReason reason;
  private String message = "because";
  private boolean started = true;
  private boolean result = true;
  private boolean destroyed;
  private String output = "nonce=s starts=1\n";

  List<Event> events() {
    return events;
  }

  private Instant tick() {
    now = now.plusSeconds(1);
    return now;
  }

  /** A whole life. */
  MadeUp good() {
    return phase(Phase.Starting).running().finish(OutcomeReason.Completed).leave();
  }

  MadeUp running() {
    return pod("s-1")
        .written("Running", 200)
        .phase(Phase.Running)
        .word("s-1", "RUN", "")
        .word("s-1", "STARTED", "{}");
  }

  MadeUp leave() {
    return podGone("s-1").destroy();
  }

  MadeUp phase(Phase entered) {
    phase = entered;
    return seen();
  }

  MadeUp finish(OutcomeReason how) {
    reason = how;
    return phase(Phase.Finished);
  }

  MadeUp destroy() {
    destroyed = true;
    return seen();
  }

  MadeUp cancel() {
    cancel = true;
    return seen();
  }

  MadeUp delete() {
    deleting = true;
    return seen();
  }

  MadeUp attempt(int number) {
    attempt = number;
    return seen();
  }

  MadeUp message(String why) {
    message = why;
    return this;
  }

  MadeUp started(boolean claimed) {
    started = claimed;
    return this;
  }

  MadeUp result(boolean there) {
    result = there;
    return this;
  }

  MadeUp output(String text) {
    output = text;
    return this;
  }

  MadeUp later(int seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  private MadeUp seen() {
    boolean ended = phase == Phase.Finished;
    events.add(
        new SessionSeen(
            tick(),
            "uid",
            "ns",
            "s",
            cancel,
            deleting,
            false,
            phase,
            attempt,
            reason,
            ended ? message : null,
            ended ? started : null,
            ended ? !started : null,
            ended && result,
            destroyed,
            ended ? output : null));
    return this;
  }

  MadeUp pod(String name) {
    events.add(new PodSeen(tick(), "uid", "ns", name, false, false));
    return this;
  }

  MadeUp podGone(String name) {
    events.add(new PodSeen(tick(), "uid", "ns", name, true, true));
    return this;
  }

  MadeUp word(String pod, String word, String body) {
    events.add(new WordHeard(tick(), "uid", pod, word, body));
    return this;
  }

  MadeUp written(String status, int code) {
    events.add(new Written(tick(), "update", "codesessions/status", "ns", "s", status, code));
    return this;
  }

  MadeUp incident(String name) {
    events.add(new Incident(tick(), "uid", name, "Lost"));
    return this;
  }
}
