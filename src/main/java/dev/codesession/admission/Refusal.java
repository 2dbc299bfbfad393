package dev.codesession.admission;

/** Carries the first thing wrong with a spec out of the checks; never leaves {@link Admission}. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** No stack trace: a refusal is an answer, not a fault. */
  Refusal(String message) {
    super(message, null, false, false);
  }

  /** {@code path: what}, with what the value was. */
  static Refusal of(String path, String what) {
    return new Refusal(path + ": " + what);
  }
}
