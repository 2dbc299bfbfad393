package dev.codesession.admission;

import java.time.Duration;
import java.util.regex.Pattern;

/** Reads durations as the API writes them: {@code 1h30m}, {@code 45s}, {@code 250ms}. */
public final class Durations {
  /** A longer text is no duration: the matcher's recursion would end in a stack overflow. */
  private static final int LONGEST_TEXT = 64;

  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,12}(ms|s|m|h))+");
  private static final Pattern PART = Pattern.compile("([0-9]+)(ms|s|m|h)");

  private Durations() {}

  /**
   * Reads one duration.
   *
   * @throws IllegalArgumentException if the text is no duration, naming the text
   */
  public static Duration parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "a text of " + text.length() + " characters is no duration such as 30s, 5m or 1h30m");
    }
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no duration such as 30s, 5m or 1h30m");
    }
    var sum = Duration.ZERO;
    var parts = PART.matcher(text);
    while (parts.find()) {
      sum = sum.plus(part(Long.parseLong(parts.group(1)), parts.group(2)));
    }
    return sum;
  }

  /** Writes a duration so that {@link #parse} reads it back; shortest of the whole units. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 3600 == 0 && seconds > 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static Duration part(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case String other -> throw new IllegalArgumentException(other);
    };
  }
}
