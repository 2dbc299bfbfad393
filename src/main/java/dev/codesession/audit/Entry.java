package dev.codesession.audit;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way into a chain.
 *
 * @param destroyed when the session's end was confirmed; null if it goes before that
 * @param record without its place in the chain. Made when its turn has come: a process that starts
 *     among thousands of finished sessions has them all waiting here, and most are in the chain.
 */
public record Entry(
    String namespace,
    String uid,
    @Nullable Instant destroyed,
    Supplier<Map<String, Object>> record) {
  /** When it belongs into the chain, at the latest. */
  Instant at(Instant now) {
    return destroyed == null ? now : destroyed;
  }
}
