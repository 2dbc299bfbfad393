package dev.codesession.session;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** RFC 3339 in UTC with milliseconds, always of the same length. */
final class Timestamps {
  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamps() {}

  static String write(Instant instant) {
    return FORMAT.format(instant);
  }

  static @Nullable String writeOrNull(@Nullable Instant instant) {
    return instant == null ? null : write(instant);
  }
}
