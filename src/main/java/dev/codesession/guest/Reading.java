package dev.codesession.guest;

/** What became of a line. */
public sealed interface Reading {
  /** A frame of this session, pod and direction. */
  record Accepted(GuestFrame frame, long sequence) implements Reading {}

  /** Not for us; it never ends the conversation. */
  record Dropped(Reason reason) implements Reading {}

  /** Why, in the order of the checks. The names are those of the shared vectors. */
  enum Reason {
    TooLong,
    NotAFrame,
    UnknownType,
    BadSequence,
    BadSeal,
    BadBody
  }
}
