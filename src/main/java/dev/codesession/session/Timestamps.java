package dev.codesession.session;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** RFC 3339 in UTC with milliseconds, always of the same length. */
final class Timestamps {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamps() {}

  static String write(Instant instant) {
    return FORMAT.format(instant);
  }

  /** Null for what is absent or no timestamp. */
  static @Nullable Instant readOrNull(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  static @Nullable String writeOrNull(@Nullable Instant instant) {
    return instant == null ? null : write(instant);
  }
}
