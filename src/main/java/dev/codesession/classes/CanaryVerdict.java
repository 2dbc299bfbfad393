package dev.codesession.classes;

/** What a canary has shown. */
public sealed interface CanaryVerdict {
  /** The guest proved all that the class demands. */
  record Proven() implements CanaryVerdict {}

  /** The guest lacked something that the class demands. */
  record Disproved(String message) implements CanaryVerdict {}

  /** It never came to a proof: no image, no room, no answer. */
  record Inconclusive(String message) implements CanaryVerdict {}
}
