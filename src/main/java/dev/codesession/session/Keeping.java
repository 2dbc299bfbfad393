package dev.codesession.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long parts of a finished session are kept where the session as such is kept longer.
 *
 * @param result time to live of texts; null for as long as the session
 * @param artifacts time to live of the content of artifacts; null for as long as the session
 * @param resultThere there is text to be erased
 * @param artifactsThere there is content of artifacts to be erased
 * @param legalHold nothing is erased or deleted
 */
public record Keeping(
    @Nullable Duration result,
    @Nullable Duration artifacts,
    boolean resultThere,
    boolean artifactsThere,
    boolean legalHold) {
  /** Everything as long as the session. */
  public static final Keeping TOGETHER = new Keeping(null, null, false, false, false);

  /** What is due now, of a session that finished at that instant. */
  Change.Erase due(Instant finished, Instant now) {
    return new Change.Erase(
        resultThere && result != null && !now.isBefore(finished.plus(result)),
        artifactsThere && artifacts != null && !now.isBefore(finished.plus(artifacts)));
  }

  /** When the next part is due, if that is before the end. */
  Instant next(Instant finished, Instant end) {
    var next = end;
    if (resultThere && result != null && finished.plus(result).isBefore(next)) {
      next = finished.plus(result);
    }
    if (artifactsThere && artifacts != null && finished.plus(artifacts).isBefore(next)) {
      next = finished.plus(artifacts);
    }
    return next;
  }
}
