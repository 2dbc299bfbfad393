package dev.codesession.alerts;

import java.util.List;

/**
 * Where incidents wait that are not delivered yet; survives the process. A letter holds the
 * incidents that were laid down together.
 */
public interface Outbox {
  /** One object of the outbox. */
  record Letter(String name, List<Incident> incidents) {
    public Letter {
      incidents = List.copyOf(incidents);
    }
  }

  /**
   * Keeps them; the same ones again are no second letter.
   *
   * @throws RuntimeException if they are not kept
   */
  Letter keep(List<Incident> incidents);

  /** All of its incidents have been delivered. */
  void discard(Letter letter);

  /** What an earlier process, or this one, has left. */
  List<Letter> all();
}
