package dev.codesession.session;

/**
 * The API server would not make an object.
 *
 * @param message the cluster's own words
 */
public record Refused(Kind kind, String message) {
  /** Why. */
  public enum Kind {
    /** No room in the quota: it may be granted later. */
    Quota,
    /**
     * Nobody has judged it: a webhook that does not answer, a right that is missing, a server that
     * starts or is overloaded. The object may have been made all the same.
     */
    Later,
    /** Forbidden or invalid for good: a missing RuntimeClass, a policy, a bad image name. */
    Final
  }
}
