package dev.codesession.session;

/**
 * Why no pod may be made now, whatever the session asks for.
 *
 * @param reason one CamelCase word, as in the condition
 */
public record Hold(String reason, String message) {
  public static final String CLASS_NOT_READY = "ClassNotReady";

  /** The word that ReplicaSets and Jobs have for it. */
  static final String FAILED_CREATE = "FailedCreate";

  /** Policies of others open what the guard closes. */
  static Hold opened(GuardFacts guard) {
    return new Hold(
        "GuardTampered",
        "the class relies on the network policy of the namespace, and others open it: "
            + String.join(", ", guard.openers()));
  }

  /** Others wait for the quota of the namespace, and it is not this session's turn. */
  public static Hold inLine() {
    return new Hold(
        Change.Queue.QUOTA,
        "the quota of the namespace is used up, and it is not this session's turn to ask for room");
  }

  /** The API server does not take the pod, for a reason that is not the session's. */
  static Hold notTaken(String message) {
    return new Hold(FAILED_CREATE, message);
  }

  static Hold unguarded() {
    return new Hold(
        "GuardNotInForce", "the network policy and the quota of the namespace are not in force");
  }
}
