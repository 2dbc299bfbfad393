package dev.codesession.session;

/**
 * An answer of the API server that trying again at once will not change.
 *
 * @param message the cluster's own words
 */
public record Refused(Kind kind, String message) {
  /** Why. */
  public enum Kind {
    /** No room in the quota: it may be granted later. */
    Quota,
    /** Forbidden or invalid for good: a missing RuntimeClass, a policy, a bad image name. */
    Final
  }
}
