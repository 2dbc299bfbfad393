package dev.codesession.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the CodeSession object itself says.
 *
 * @param deleted when its deletion was asked for; null if it was not
 * @param cancel {@code spec.cancel} is true
 * @param alarmed it was already recorded that its VM is still there though it should have gone
 */
public record SessionFacts(
    String namespace,
    String name,
    String uid,
    long generation,
    Instant created,
    @Nullable Instant deleted,
    boolean cancel,
    boolean alarmed) {
  public boolean deleting() {
    return deleted != null;
  }
}
