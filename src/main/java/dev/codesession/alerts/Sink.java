package dev.codesession.alerts;

import java.io.IOException;

/** A receiver of incidents. One call at a time; it may block for its time-out, and no longer. */
public interface Sink {
  /** For logs and metrics; chosen by the administrator, one of at most 16. */
  String name();

  /** Whether the receiver wants to hear of it at all. */
  boolean wants(Incident incident);

  /**
   * Hands it over; returns once the receiver has it.
   *
   * @throws RefusedException if it will never take this one
   * @throws IOException if it may take it another time
   */
  void send(Incident incident) throws IOException, InterruptedException;

  /** What it was sent does not suit it, and sending it again will not help. */
  final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
      super(message);
    }
  }
}
