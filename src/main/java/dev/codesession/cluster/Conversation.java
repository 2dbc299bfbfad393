package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.guest.GuestFrame;
import dev.codesession.guest.OperatorFrame;
import dev.codesession.guest.ProofJudge;
import dev.codesession.guest.Reading;
import dev.codesession.guest.Result;
import dev.codesession.guest.Violation;
import dev.codesession.session.GuestFacts;
import dev.codesession.session.Milestones;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has been said and heard on the channel to one pod, across all its streams. Knows no network:
 * lines in, lines out, facts.
 */
final class Conversation {
  /** A guest that answers nothing for so long has lost its voice or its ears. */
  private static final Duration SILENCE = Duration.ofSeconds(12);

  /** HELLOs without any answer before the guest counts as silent. */
  private static final int PATIENCE = 2;

  private static final int MOST_VIOLATIONS = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final HelloTerms.Terms terms;
  private final InstantSource clock;
  private long sequence;
  private long pings;
  private long pingAtOffer;
  private OperatorFrame.@Nullable Hello asked;
  private String lastError = "";
  private int unansweredHellos;
  private boolean offered;
  private boolean cancelWanted;
  private boolean sealHeld;
  private boolean forgeryTold;
  private Instant lastHeard;
  private @Nullable IsolationStatus proof;
  private @Nullable Result result;
  private final List<Violation> violations = new ArrayList<>();
  private @Nullable Instant booted;
  private @Nullable Instant proven;
  private @Nullable Instant started;
  private @Nullable Instant ended;

  Conversation(HelloTerms.Terms terms, InstantSource clock) {
    this.terms = terms;
    this.clock = clock;
    this.lastHeard = clock.instant();
  }

  /** What a line meant. */
  sealed interface Heard {
    /** Something a decision may depend on. */
    record News() implements Heard {}

    /** A rule was broken. */
    record Alarm(Violation violation) implements Heard {}

    /** It came from something in the guest that does not hold the key, which the guest has. */
    record Forged() implements Heard {}

    /** Valid, and nothing new. */
    record Nothing() implements Heard {}

    /** Not a frame of this session. */
    record Noise(String reason) implements Heard {}
  }

  synchronized OperatorFrame.Hello hello() {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    var hello = terms.hello(Base64.getEncoder().encodeToString(bytes));
    asked = hello;
    unansweredHellos++;
    lastHeard = clock.instant();
    return hello;
  }

  synchronized OperatorFrame.Ping ping() {
    return new OperatorFrame.Ping(++pings);
  }

  /**
   * What to say when it has been quiet for a while. A HELLO without a PROOF is said again every
   * second time, word for word: either of them may have been damaged on the way.
   */
  synchronized OperatorFrame signOfLife() {
    var ping = ping();
    return asked != null && ping.n() % 2 == 0 ? asked : ping;
  }

  synchronized byte[] encode(OperatorFrame frame) {
    return terms.encode(frame, ++sequence);
  }

  /** Whether RUN is to be sent now: once, unless it is known not to have arrived. */
  synchronized boolean offer() {
    boolean first = !offered && started == null && result == null;
    offered = true;
    pingAtOffer = pings;
    return first;
  }

  /** Kept until the conversation is over: every new stream begins with it, after HELLO. */
  synchronized void wantCancel() {
    cancelWanted = true;
  }

  synchronized boolean cancelWanted() {
    return cancelWanted;
  }

  synchronized void notSent(OperatorFrame frame) {
    if (frame instanceof OperatorFrame.Run) {
      offered = false;
    }
  }

  synchronized void failed(String error) {
    lastError = error;
    // Nobody was asked anything: an attach that fails says nothing about the guest.
    unansweredHellos = 0;
  }

  synchronized boolean unanswered() {
    return Duration.between(lastHeard, clock.instant()).compareTo(SILENCE) > 0;
  }

  synchronized boolean over() {
    return result != null;
  }

  synchronized Heard hear(byte[] line) {
    return switch (terms.read(line)) {
      case Reading.Dropped dropped -> dropped(dropped.reason());
      case Reading.Accepted accepted -> {
        sealHeld = true;
        lastHeard = clock.instant();
        yield accepted.frame() instanceof GuestFrame.Violated violated
            ? note(violated.violation())
            : take(accepted.frame()) ? new Heard.News() : new Heard.Nothing();
      }
    };
  }

  /**
   * A whole frame with a false seal, from a guest that has shown that it holds the key: somebody
   * else in there has written it. Before that it may be a key that has been lost.
   */
  private Heard dropped(Reading.Reason reason) {
    if (reason != Reading.Reason.BadSeal || !sealHeld || forgeryTold) {
      return new Heard.Noise(reason.name());
    }
    forgeryTold = true;
    return new Heard.Forged();
  }

  /**
   * Each one once, and no more than a result may list: a guest that repeats itself is not louder.
   */
  private Heard note(Violation violation) {
    boolean known =
        violations.stream()
            .anyMatch(
                v ->
                    v.rule().equals(violation.rule())
                        && v.attempted().equals(violation.attempted()));
    if (known || result != null || violations.size() >= MOST_VIOLATIONS) {
      return new Heard.Nothing();
    }
    violations.add(violation);
    return new Heard.Alarm(violation);
  }

  private boolean take(GuestFrame frame) {
    return switch (frame) {
      case GuestFrame.Proof answer -> prove(answer);
      case GuestFrame.Started start -> {
        unansweredHellos = 0;
        boolean news = started == null;
        started = news ? clock.instant() : started;
        yield news;
      }
      case GuestFrame.Pong pong -> pong(pong);
      case GuestFrame.Results sealed -> {
        boolean news = result == null;
        result = news ? sealed.result() : result;
        ended = news ? clock.instant() : ended;
        yield news;
      }
      case GuestFrame.Violated violated -> false;
      case GuestFrame.Summary summary -> false;
    };
  }

  /** Only the answer to the last HELLO counts: a repeated older proof says nothing about now. */
  private boolean prove(GuestFrame.Proof answer) {
    unansweredHellos = 0;
    var now = clock.instant();
    booted = booted == null ? now : booted;
    if (asked == null || !asked.nonce().equals(answer.proof().nonce())) {
      return false;
    }
    proof =
        ProofJudge.judge(answer.proof(), asked, terms.policy(), terms.node(), terms.podAge(now));
    proven = proven == null && Boolean.TRUE.equals(proof.proven()) ? now : proven;
    offered = false;
    asked = null;
    return true;
  }

  private boolean pong(GuestFrame.Pong pong) {
    unansweredHellos = 0;
    if (offered && pong.state() == GuestFrame.State.Ready && pong.n() > pingAtOffer) {
      offered = false;
      return true;
    }
    return false;
  }

  synchronized GuestFacts facts() {
    if (result != null) {
      return new GuestFacts.Sealed(result, true);
    }
    if (unansweredHellos > PATIENCE) {
      return new GuestFacts.Silent(lastHeard);
    }
    if (started != null) {
      return new GuestFacts.Started();
    }
    return proof == null ? new GuestFacts.Unknown(lastError) : new GuestFacts.Ready(proof, offered);
  }

  synchronized List<Violation> violations() {
    return List.copyOf(violations);
  }

  synchronized Milestones milestones() {
    return new Milestones(null, null, booted, proven, started, ended, null);
  }
}
