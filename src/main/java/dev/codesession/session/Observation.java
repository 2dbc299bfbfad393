package dev.codesession.session;

import dev.codesession.admission.Verdict;
import dev.codesession.guest.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision may depend on besides the instant.
 *
 * @param working since when this process looks after sessions: what was due before that nobody did
 * @param violations heard on the channel so far
 * @param hold why no pod may be made for it now; null if one may
 * @param region of the node it is bound to, as its label says now; empty without a label, null if
 *     the node is not known
 * @param strays pods of this session other than that of the current attempt
 * @param ttl how long it is kept once finished; known even when its class is gone
 * @param keeping what of it is kept for less
 */
public record Observation(
    Instant working,
    SessionFacts session,
    Recorded recorded,
    Verdict verdict,
    GuardFacts guard,
    @Nullable Hold hold,
    SandboxFacts sandbox,
    @Nullable String region,
    List<SandboxFacts.Present> strays,
    GuestFacts guest,
    Milestones milestones,
    List<Violation> violations,
    Duration ttl,
    Keeping keeping) {
  public Observation {
    strays = List.copyOf(strays);
    violations = List.copyOf(violations);
  }

  /** Nothing gets in or out: code may be here. */
  public boolean guardInForce() {
    return guard.inForce() && guard.openers().isEmpty();
  }
}
