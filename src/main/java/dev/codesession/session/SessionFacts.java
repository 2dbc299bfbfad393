package dev.codesession.session;

import java.time.Instant;

/**
 * What the CodeSession object itself says.
 *
 * @param deleting it has a deletion timestamp
 * @param cancel {@code spec.cancel} is true
 */
public record SessionFacts(
    String namespace,
    String name,
    String uid,
    long generation,
    Instant created,
    boolean deleting,
    boolean cancel) {}
