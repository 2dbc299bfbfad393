package dev.codesession.guest;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UntrustedTextTest {
  @Test
  void readableTextIsLeftAlone() {
    for (var text :
        new String[] {
          "", "plain", "tabs\tand\nlines\r\n", "grüße ☃ 日本語 😀 ❤️", "back\\slash \\u001b"
        }) {
      assertThat(UntrustedText.block(text)).isEqualTo(text);
    }
  }

  @Test
  void whatCannotBeSeenIsWrittenOut() {
    assertThat(UntrustedText.block("\u001b[31mred\u001b[0m\u0000\u007f\u009b"))
        .isEqualTo("\\u001b[31mred\\u001b[0m\\u0000\\u007f\\u009b");
    assertThat(UntrustedText.block("\u202Egpj.exe\u202C\u2066\u200B\u200D\uFEFF\u00AD"))
        .isEqualTo("\\u202egpj.exe\\u202c\\u2066\\u200b\\u200d\\ufeff\\u00ad");
    assertThat(UntrustedText.block("a\u2028b\u2029\uFFFE\uFDD0\u3164"))
        .isEqualTo("a\\u2028b\\u2029\\ufffe\\ufdd0\\u3164");
    assertThat(UntrustedText.block(Character.toString(0xE0041))).isEqualTo("\\udb40\\udc41");
    assertThat(UntrustedText.block("a\uFE01" + Character.toString(0xE0101) + "\u2065"))
        .isEqualTo("a\\ufe01\\udb40\\udd01\\u2065");
  }

  @Test
  void halfACharacterIsReplaced() {
    assertThat(UntrustedText.block("a\uD83Db\uDE00")).isEqualTo("a\uFFFDb\uFFFD");
  }

  @Test
  void aLineHasNoBreaksAndAnEnd() {
    assertThat(UntrustedText.line("a\tb\nc", 50)).isEqualTo("a\\u0009b\\u000ac");
    assertThat(UntrustedText.line("abcdef", 6)).isEqualTo("abcdef");
    assertThat(UntrustedText.line("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(UntrustedText.line("abcd😀f", 6)).isEqualTo("abcd…");
    assertThat(UntrustedText.line("\n\n", 6)).isEqualTo("\\u000…");
  }

  @Test
  void endsNeverSplitAPair() {
    assertThat(UntrustedText.head("a😀b", 2)).isEqualTo("a");
    assertThat(UntrustedText.tail("a😀b", 2)).isEqualTo("b");
    assertThat(UntrustedText.tail("a😀b", 3)).isEqualTo("😀b");
  }

  @Provide
  Arbitrary<String> anything() {
    var nasty =
        Arbitraries.of(
            '\u0000', '\u001b', '\n', '\r', '\t', '\u007f', '\u0085', '\u200b', '\u202e', '\u2028',
            '\ufeff', '\uffff', '\ud83d', '\ude00', '\\', 'u', '0', 'a');
    return Arbitraries.chars()
        .all()
        .list()
        .ofMaxSize(80)
        .flatMap(
            some ->
                nasty
                    .list()
                    .ofMaxSize(80)
                    .map(
                        more -> {
                          var text = new StringBuilder();
                          some.forEach(text::append);
                          more.forEach(c -> text.insert((c * 31) % (text.length() + 1), c));
                          return text.toString();
                        }));
  }

  @Property
  void aBlockIsCleanAndCleanForGood(@ForAll("anything") String raw) {
    var clean = UntrustedText.block(raw);
    assertThat(isClean(clean, "\n\r\t")).isTrue();
    assertThat(UntrustedText.block(clean)).isEqualTo(clean);
  }

  @Property
  void aLineIsCleanShortAndCleanForGood(
      @ForAll("anything") String raw, @ForAll @IntRange(min = 1, max = 100) int most) {
    var clean = UntrustedText.line(raw, most);
    assertThat(isClean(clean, "")).isTrue();
    assertThat(clean).hasSizeLessThanOrEqualTo(most);
    assertThat(UntrustedText.line(clean, most)).isEqualTo(clean);
  }

  /** Said independently of the code under test. */
  static boolean isClean(String text, String allowed) {
    return text.codePoints()
        .allMatch(
            c ->
                allowed.indexOf(c) >= 0
                    || (c >= 0x20
                        && c != 0x7F
                        && !(c >= 0x80 && c < 0xA0)
                        && !(c >= 0x200B && c <= 0x200F)
                        && !(c >= 0x2028 && c <= 0x202E)
                        && !(c >= 0x2060 && c <= 0x206F)
                        && c != 0xFEFF
                        && c != 0xAD
                        && c != 0x061C
                        && !(c >= 0xD800 && c <= 0xDFFF)
                        && !(c >= 0xE0000 && c <= 0xE007F)
                        && (c & 0xFFFE) != 0xFFFE));
  }
}
