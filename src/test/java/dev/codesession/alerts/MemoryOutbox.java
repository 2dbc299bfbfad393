package dev.codesession.alerts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An outbox that outlives a delivery, not the test. */
public final class MemoryOutbox implements Outbox {
  final Map<String, Letter> letters = new LinkedHashMap<>();
  final List<String> written = new java.util.ArrayList<>();
  volatile boolean broken;

  @Override
  public synchronized Letter keep(List<Incident> incidents) {
    if (broken) {
      throw new IllegalStateException("the API server is away");
    }
    var name = incidents.stream().map(Incident::id).sorted().toList().toString();
    var letter = new Letter(name, incidents);
    letters.put(name, letter);
    written.add(name);
    return letter;
  }

  @Override
  public synchronized void discard(Letter letter) {
    letters.remove(letter.name());
  }

  @Override
  public synchronized List<Letter> all() {
    return List.copyOf(letters.values());
  }
}
