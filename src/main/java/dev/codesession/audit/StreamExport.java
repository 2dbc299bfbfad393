package dev.codesession.audit;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Standard output, by a logger that writes nothing but the line (logback.xml). */
public record StreamExport() implements Export {
  private static final Logger LINES = LoggerFactory.getLogger("codesession.audit");

  @Override
  public void write(List<String> lines) {
    lines.forEach(LINES::info);
  }
}
