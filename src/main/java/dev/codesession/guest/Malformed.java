package dev.codesession.guest;

/**
 * A body, or a part of it, is not what the protocol says. Never leaves this package: it becomes a
 * dropped line.
 */
final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Malformed(String message) {
    // A guest can cause these at will: no stack trace.
    super(message, null, false, false);
  }
}
