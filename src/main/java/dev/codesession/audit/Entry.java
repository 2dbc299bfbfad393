package dev.codesession.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way into a chain.
 *
 * @param destroyed when the session's end was confirmed; null if it goes before that
 * @param record without its place in the chain
 */
public record Entry(
    String namespace, String uid, @Nullable Instant destroyed, Map<String, Object> record) {
  /** When it belongs into the chain, at the latest. */
  Instant at(Instant now) {
    return destroyed == null ? now : destroyed;
  }
}
