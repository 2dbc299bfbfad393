package dev.codesession.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.StreamStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UntrustedStreamTest {
  private static final String CLAIM = "0".repeat(64);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static StreamStatus of(byte[] head, byte[] tail, long bytes) {
    return UntrustedStream.of(head, tail, bytes, CLAIM);
  }

  private static StreamStatus of(String head, String tail, long bytes) {
    return of(utf8(head), utf8(tail), bytes);
  }

  @Test
  void ofAWholeStreamNothingIsBelieved() {
    assertThat(of("hi\n", "", 3).sha256())
        .isEqualTo("98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4");
    assertThat(of("hi\n", "", 1)).isEqualTo(of("hi\n", "", 3));
    assertThat(of("h", "i\n", 3).sha256()).isEqualTo(of("hi\n", "", 3).sha256());
    assertThat(of("h", "i\n", 3).truncated()).isFalse();
  }

  @Test
  void ofACutOneTheNumbersAreTheWardens() {
    assertThat(of("head", "tail", 1000))
        .isEqualTo(new StreamStatus("head", "tail", 1000L, true, CLAIM));
    assertThat(of("head", "", 1000)).isEqualTo(new StreamStatus("head", null, 1000L, true, CLAIM));
  }

  @Test
  void aCutThroughACharacterLeavesNoTrace() {
    for (var character : new String[] {"é", "☃", "😀"}) {
      var bytes = utf8(character);
      for (int i = 1; i < bytes.length; i++) {
        var head = utf8("a" + character);
        assertThat(of(Arrays.copyOf(head, 1 + i), utf8("z"), 1000).head()).isEqualTo("a");
        var tail = utf8(character + "z");
        assertThat(of(utf8("a"), Arrays.copyOfRange(tail, i, tail.length), 1000).tail())
            .isEqualTo("z");
      }
    }
  }

  @Test
  void aCharacterAcrossTheBorderOfHeadAndTailIsWhole() {
    var bytes = utf8("a☃z");
    for (int i = 2; i < 4; i++) {
      var stream =
          of(Arrays.copyOf(bytes, i), Arrays.copyOfRange(bytes, i, bytes.length), bytes.length);
      assertThat(stream.head()).isEqualTo("a");
      assertThat(stream.tail()).isEqualTo("☃z");
      assertThat(stream.truncated()).isFalse();
    }
  }

  @Test
  void brokenTextIsRepairedWhereItIsBroken() {
    assertThat(
            of(new byte[] {'a', (byte) 0xFF, 'b', (byte) 0xE2, (byte) 0x98}, new byte[0], 5).head())
        .isEqualTo("a\uFFFDb\uFFFD");
    assertThat(of(new byte[] {'a', (byte) 0xC0, (byte) 0xAF}, new byte[0], 3).head())
        .isEqualTo("a\uFFFD\uFFFD");
    assertThat(of(new byte[] {'a', (byte) 0xFF}, new byte[0], 9).head()).isEqualTo("a\uFFFD");
  }

  @Test
  void moreThanWasAskedForIsCut() {
    var tooLong = new byte[40_000];
    Arrays.fill(tooLong, (byte) 'x');
    tooLong[39_999] = 'z';
    var stream = of(tooLong, tooLong, 80_000);
    assertThat(stream.head()).hasSize(16_384);
    assertThat(stream.tail()).hasSize(16_384).endsWith("z");
    assertThat(stream.truncated()).isTrue();
    assertThat(stream.bytes()).isEqualTo(80_000);
  }

  @Test
  void escapesDoNotBlowItUp() {
    var controls = new byte[16_384];
    var stream = of(controls, controls, 32_768);
    assertThat(stream.head()).hasSize(32_768);
    assertThat(stream.tail()).hasSize(32_768);
    assertThat(stream.truncated()).isTrue();
  }

  @Property
  void anyBytesBecomeCleanText(
      @ForAll byte[] head, @ForAll byte[] tail, @ForAll @IntRange(max = 3000) int claimed) {
    var stream = of(head, tail, claimed);
    var text =
        Objects.requireNonNullElse(stream.head(), "")
            + Objects.requireNonNullElse(stream.tail(), "");
    assertThat(UntrustedTextTest.isClean(text, "\n\r\t")).isTrue();
    assertThat(stream.bytes()).isEqualTo(Math.max(claimed, head.length + tail.length));
    assertThat(stream.truncated()).isEqualTo(claimed > head.length + tail.length);
  }

  @Property
  void whereItIsCutDoesNotMatter(@ForAll String text, @ForAll @IntRange(max = 200) int at) {
    var bytes = utf8(text);
    int cut = Math.min(at, bytes.length);
    var stream =
        of(Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length), bytes.length);
    var joined =
        Objects.requireNonNullElse(stream.head(), "")
            + Objects.requireNonNullElse(stream.tail(), "");
    assertThat(joined).isEqualTo(UntrustedText.block(new String(bytes, StandardCharsets.UTF_8)));
  }
}
