package dev.codesession.guest;

import java.time.Duration;

/**
 * An attempt that broke a rule, as the warden tells it: bounded and cleaned.
 *
 * @param attempted the call and its arguments, chosen by the code
 * @param sinceStart from the start of the code to the first attempt
 * @param count how often it was attempted, at least 1
 */
public record Violation(
    String rule,
    String technique,
    String priority,
    String attempted,
    Action action,
    Duration sinceStart,
    long count) {
  /** What was done about it. */
  public enum Action {
    /** The run was ended. */
    Terminated,
    /** The attempt was answered with an error. */
    Refused,
    /** It was only noted. */
    Recorded
  }

  /** Without what the code chose: it is never logged. */
  @Override
  public String toString() {
    return "Violation[rule=" + rule + ", action=" + action + ", count=" + count + "]";
  }
}
