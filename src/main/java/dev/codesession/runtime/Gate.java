package dev.codesession.runtime;

import org.jspecify.annotations.Nullable;

/** Decides who may read metrics. */
@FunctionalInterface
public interface Gate {
  /** Lets everybody in. */
  Gate OPEN = token -> Verdict.Allowed;

  /**
   * Judges a request.
   *
   * @param token the bearer token it carries, null if none
   */
  Verdict judge(@Nullable String token);

  /** What becomes of it, with the HTTP status that says so. */
  enum Verdict {
    Allowed(200),
    Unauthenticated(401),
    Forbidden(403),
    /** Nobody could be asked: not let in, and worth another try. */
    Unknown(503);

    final int status;

    Verdict(int status) {
      this.status = status;
    }
  }
}
