package dev.codesession.alerts;

import java.util.Locale;

/**
 * Text that a guest has chosen, on its way to people: what cannot be seen, what starts markup or a
 * mention (chat programs expand {@code <!channel>}), and what starts a link is written out as
 * {@code \}{@code uXXXX}. Cleaning it again changes nothing.
 */
final class HostileText {
  static final int LIMIT = 512;

  private static final String MARKUP = "<>&`[]@*|";

  private HostileText() {}

  /** One line of at most {@code most} characters. */
  static String of(String raw, int most) {
    var clean = new StringBuilder(Math.min(raw.length(), most));
    raw.codePoints().limit(most).forEach(c -> append(clean, c));
    if (clean.length() <= most && raw.length() <= most) {
      return clean.toString();
    }
    int end = Math.min(clean.length(), most - 1);
    boolean splits = end > 0 && Character.isHighSurrogate(clean.charAt(end - 1));
    return clean.substring(0, splits ? end - 1 : end) + "…";
  }

  private static void append(StringBuilder clean, int c) {
    if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      clean.append('\uFFFD');
    } else if (hidden(c) || MARKUP.indexOf(c) >= 0) {
      for (char unit : Character.toChars(c)) {
        clean.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
      }
    } else {
      clean.appendCodePoint(c);
    }
  }

  private static boolean hidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
