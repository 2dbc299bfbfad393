package dev.codesession.session;

/** One pod object: the name alone may come to mean another one. */
public record PodRef(String namespace, String name, String uid) {}
