package dev.codesession.session;

import dev.codesession.api.v1alpha1.CheckStatus;
import dev.codesession.api.v1alpha1.IsolationStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * The fence of the namespace.
 *
 * @param inForce the deny-all policy and the quota were seen with the right content
 * @param openers policies of others that open it for this session, where that matters
 */
public record GuardFacts(boolean inForce, List<String> openers) {
  public GuardFacts {
    openers = List.copyOf(openers);
  }

  /** The proof, with what was seen of the fence by the very decision that lets the code go. */
  static IsolationStatus attested(IsolationStatus proof) {
    var checks = new ArrayList<>(proof.checks());
    checks.add(
        new CheckStatus(
            "guard", true, true, "deny-all policy and quota of the namespace are in force"));
    return new IsolationStatus(proof.proven(), checks);
  }

  /** Nobody else's policy matters. */
  public static GuardFacts alone(boolean inForce) {
    return new GuardFacts(inForce, List.of());
  }
}
