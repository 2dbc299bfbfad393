package dev.codesession.session;

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

  /** Nobody else's policy matters. */
  public static GuardFacts alone(boolean inForce) {
    return new GuardFacts(inForce, List.of());
  }
}
