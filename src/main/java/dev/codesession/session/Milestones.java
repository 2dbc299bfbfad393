package dev.codesession.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Instants this process has seen itself, for the timeline only; a restarted operator has fewer of
 * them.
 */
public record Milestones(
    @Nullable Instant accepted,
    @Nullable Instant created,
    @Nullable Instant booted,
    @Nullable Instant proven,
    @Nullable Instant started,
    @Nullable Instant ended,
    @Nullable Instant cancelled) {
  public static final Milestones NONE = new Milestones(null, null, null, null, null, null, null);
}
