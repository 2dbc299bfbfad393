package dev.codesession.classes;

import org.jspecify.annotations.Nullable;

/**
 * A canary as found in the operator's namespace.
 *
 * @param node it has to run on
 * @param verdict null while it is under way
 * @param destroyed the end of its sandbox is confirmed
 * @param deleting its deletion was asked for
 */
public record CanaryFacts(
    String name,
    String uid,
    String node,
    @Nullable CanaryVerdict verdict,
    boolean destroyed,
    boolean deleting) {}
