package dev.codesession.guest;

import java.util.Locale;

/**
 * Text of a guest, fit for a status, a terminal and a browser: what cannot be seen, or changes how
 * the rest is seen, is written out as {@code \}{@code uXXXX}; half a character becomes U+FFFD. The
 * output is always well-formed, and cleaning it again changes nothing. A backslash is left alone,
 * so a text that spells an escape out looks the same as one that was escaped.
 */
final class UntrustedText {
  private static final String CUT = "…";

  private UntrustedText() {}

  /** One line of at most {@code most} characters; a longer one ends in an ellipsis. */
  static String line(String raw, int most) {
    var clean = escape(head(raw, most), false);
    return clean.length() <= most && raw.length() <= most ? clean : head(clean, most - 1) + CUT;
  }

  /** Text with its line breaks and tabs; not cut. */
  static String block(String raw) {
    return escape(raw, true);
  }

  /** The first characters, never half a pair. */
  static String head(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean splits = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, splits ? most - 1 : most);
  }

  /** The last characters, never half a pair. */
  static String tail(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int from = text.length() - most;
    return text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
  }

  private static String escape(String raw, boolean breaks) {
    var clean = new StringBuilder(raw.length());
    raw.codePoints()
        .forEach(
            c -> {
              if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                clean.append('\uFFFD');
              } else if ((breaks && isBreak(c)) || !hidden(c)) {
                clean.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  clean.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              }
            });
    return clean.toString();
  }

  private static boolean isBreak(int c) {
    return c == '\n' || c == '\t' || c == '\r';
  }

  /**
   * Controls (C0, DEL, C1), format characters (bidi, zero width, byte order mark, tags), line
   * separators and what is no character.
   */
  static boolean hidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) || showsNothing(c);
    };
  }

  /**
   * Unicode's default-ignorable characters that the classes above leave: fillers of Hangul,
   * joiners, variation selectors (whole messages can be hidden in them) and what is reserved for
   * more of the kind. The two selectors of text and emoji style are common: they stay.
   */
  private static boolean showsNothing(int c) {
    return switch (c) {
      case 0x034F,
          0x115F,
          0x1160,
          0x17B4,
          0x17B5,
          0x180B,
          0x180C,
          0x180D,
          0x180F,
          0x2065,
          0x3164,
          0xFFA0 ->
          true;
      default ->
          (c >= 0xFE00 && c <= 0xFE0D)
              || (c >= 0xFFF0 && c <= 0xFFF8)
              || (c >= 0xE0000 && c <= 0xE0FFF);
    };
  }
}
