package dev.codesession.tracing;

import java.time.Instant;

/** One step of a session; ends no earlier than it begins. */
record Span(String name, Instant from, Instant to) {
  /** The API server's clock is not the operator's, and its instants have no milliseconds. */
  Span {
    to = to.isBefore(from) ? from : to;
  }
}
