package dev.codesession.api.v1alpha1;

/**
 * Names and labels that follow from a session's identity; part of the contract with admission
 * policies and clients.
 */
public final class Names {
  /** Every name of ours starts with it; the admission policies rely on it. */
  public static final String PREFIX = "csess-";

  public static final String GUARD = "codesession-guard";
  public static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";
  public static final String MANAGED_BY = "codesession-operator";
  public static final String ROLE_LABEL = "codesession.dev/role";
  public static final String SANDBOX_ROLE = "sandbox";
  public static final String SESSION_UID_LABEL = "codesession.dev/session-uid";

  /** On a canary: the class it tries, as far as that fits a label. Reserved for the operator. */
  public static final String CANARY_LABEL = "codesession.dev/canary";

  /** On a canary: the node it has to run on. Honoured in the operator's own namespace only. */
  public static final String CANARY_NODE_ANNOTATION = "codesession.dev/canary-node";

  /** On a sandbox: the class as it was when the pod was made. */
  public static final String CLASS_ANNOTATION = "codesession.dev/class";

  /** On a session: nothing of it is deleted, by nobody, while it is there. Its value says why. */
  public static final String LEGAL_HOLD_ANNOTATION = "codesession.dev/legal-hold";

  /** On a session: the W3C traceparent that its trace is to be part of. */
  public static final String TRACEPARENT_ANNOTATION = "codesession.dev/traceparent";

  /** On a class, while unfinished sessions use it. */
  public static final String CLASS_FINALIZER = "codesession.dev/in-use";

  public static final String SESSION_FINALIZER = "codesession.dev/destroy";
  public static final String POD_FINALIZER = "codesession.dev/result-recorded";

  private Names() {}

  /**
   * One pod object is the unit of an attempt: a second create of the same attempt is a conflict,
   * not a second run.
   */
  public static String pod(String sessionUid, int attempt) {
    return PREFIX + sessionUid + "-" + attempt;
  }

  /** The Secret for artifacts that do not fit the status. */
  public static String artifactSecret(String sessionUid) {
    return PREFIX + sessionUid + "-artifacts";
  }

  /** Key of the n-th artifact, from 0, in that Secret. */
  public static String artifactKey(int index) {
    return "artifact-" + index;
  }
}
