package dev.codesession.audit;

import java.io.IOException;
import java.util.List;

/** Where the lines of the trail go. */
public interface Export {
  /** All of them, in this order, durable as far as the place is. */
  void write(List<String> lines) throws IOException;
}
