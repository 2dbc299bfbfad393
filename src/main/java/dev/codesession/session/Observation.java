package dev.codesession.session;

import dev.codesession.admission.Verdict;
import dev.codesession.guest.Violation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision may depend on besides the instant.
 *
 * @param guardInForce the deny-all policy and the quota of the namespace were seen with the right
 *     content
 * @param violations heard on the channel so far
 * @param hold why no pod may be made for it now; null if one may
 * @param strays pods of this session other than that of the current attempt
 * @param ttl how long it is kept once finished; known even when its class is gone
 */
public record Observation(
    SessionFacts session,
    Recorded recorded,
    Verdict verdict,
    boolean guardInForce,
    @Nullable Hold hold,
    SandboxFacts sandbox,
    List<SandboxFacts.Present> strays,
    GuestFacts guest,
    Milestones milestones,
    List<Violation> violations,
    Duration ttl) {

  public Observation {
    strays = List.copyOf(strays);
    violations = List.copyOf(violations);
  }
}
