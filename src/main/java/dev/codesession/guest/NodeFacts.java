package dev.codesession.guest;

/** What the cluster says about a pod's node; empty where it is not known. */
public record NodeFacts(String bootId, String kernelVersion) {}
