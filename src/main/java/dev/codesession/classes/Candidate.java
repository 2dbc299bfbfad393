package dev.codesession.classes;

/**
 * A node on which sessions of a class may run.
 *
 * @param runtime fingerprint of its container runtime and handlers
 */
public record Candidate(String name, String bootId, String kernelVersion, String runtime) {}
