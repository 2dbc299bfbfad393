package dev.codesession.robustness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All that was seen, in the order in which it was seen by each who saw it. */
final class History {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private final List<Event> events = new ArrayList<>();

  synchronized void add(Event event) {
    events.add(event);
  }

  void note(String text) {
    add(new Event.Note(Instant.now(), text));
  }

  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /** One JSON object per line. */
  void write(Path file) throws IOException {
    var lines = new ArrayList<String>();
    for (var event : events()) {
      lines.add(JSON.writerFor(Event.class).writeValueAsString(event));
    }
    Files.write(file, lines);
  }
}
