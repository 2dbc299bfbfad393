package dev.codesession.admission;

/** Whether a session may be run at all. */
public sealed interface Verdict {
  /** It may, like this. */
  record Accepted(Plan plan) implements Verdict {}

  /** It may not; the message names the field, its value and what is allowed. */
  record Refused(String message) implements Verdict {}
}
