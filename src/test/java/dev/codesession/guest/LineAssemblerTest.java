package dev.codesession.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineAssemblerTest {
  private static final int CAP = 4 << 20;

  private static List<String> feed(LineAssembler assembler, byte[]... chunks) {
    var lines = new ArrayList<String>();
    for (var chunk : chunks) {
      assembler.accept(
          chunk, 0, chunk.length, line -> lines.add(new String(line, StandardCharsets.ISO_8859_1)));
    }
    return lines;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] line(int length) {
    var line = new byte[length + 1];
    Arrays.fill(line, (byte) 'x');
    line[length] = '\n';
    return line;
  }

  @Test
  void linesComeWithoutTheirNewline() {
    assertThat(feed(new LineAssembler(), text("a\n\nb"), text("c"), text("\nd")))
        .containsExactly("a", "", "bc");
  }

  @Test
  void onlyTheGivenPartOfABufferCounts() {
    var lines = new ArrayList<String>();
    new LineAssembler()
        .accept(
            text("xxa\nyy"),
            2,
            2,
            line -> lines.add(new String(line, StandardCharsets.ISO_8859_1)));
    assertThat(lines).containsExactly("a");
  }

  @Test
  void theLongestLineIsWhole() {
    var assembler = new LineAssembler();
    assertThat(feed(assembler, line(CAP - 1)))
        .singleElement()
        .satisfies(line -> assertThat(line).hasSize(CAP - 1));
    assertThat(assembler.skipped()).isZero();
  }

  @Test
  void aLongerOneIsSkippedToItsNewline() {
    var assembler = new LineAssembler();
    assertThat(feed(assembler, line(CAP), text("next\n"))).containsExactly("next");
    assertThat(assembler.skipped()).isOne();
  }

  @Test
  void anEndlessLineCostsNoMemory() {
    var assembler = new LineAssembler();
    var chunk = new byte[1 << 20];
    for (int i = 0; i < 512; i++) {
      assertThat(feed(assembler, chunk)).isEmpty();
    }
    assertThat(assembler.unfinished()).isEmpty();
    assertThat(feed(assembler, text("\nnext\n"))).containsExactly("next");
    assertThat(assembler.skipped()).isOne();
  }

  @Test
  void theRestIsThereForTheAsking() {
    var assembler = new LineAssembler();
    assertThat(assembler.unfinished()).isEmpty();
    feed(assembler, text("a\nrest"));
    assertThat(assembler.unfinished())
        .hasValueSatisfying(rest -> assertThat(rest).isEqualTo(text("rest")));
  }

  @Property(tries = 500)
  void anyChunkingGivesTheSameLines(
      @ForAll @Size(max = 30) List<@IntRange(max = 12) Integer> lengths,
      @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 9) Integer> cuts) {
    var stream = new ByteArrayOutputStream();
    lengths.forEach(length -> stream.writeBytes(line(length)));
    var whole = stream.toByteArray();
    var chunks = new ArrayList<byte[]>();
    int from = 0;
    for (int cut : cuts) {
      chunks.add(Arrays.copyOfRange(whole, from, Math.min(whole.length, from + cut)));
      from = Math.min(whole.length, from + cut);
    }
    chunks.add(Arrays.copyOfRange(whole, from, whole.length));
    assertThat(feed(new LineAssembler(), chunks.toArray(byte[][]::new)))
        .containsExactlyElementsOf(lengths.stream().map("x"::repeat).toList());
  }

  @Property(tries = 30)
  void alsoAroundTheCap(
      @ForAll @IntRange(min = -3, max = 3) int over,
      @ForAll @IntRange(min = 1, max = CAP) int cut) {
    var line = line(CAP - 1 + over);
    var assembler = new LineAssembler();
    int at = Math.min(cut, line.length);
    var lines =
        feed(
            assembler,
            Arrays.copyOfRange(line, 0, at),
            Arrays.copyOfRange(line, at, line.length),
            text("n\n"));
    assertThat(lines).hasSize(over > 0 ? 1 : 2).last().isEqualTo("n");
    assertThat(assembler.skipped()).isEqualTo(over > 0 ? 1 : 0);
  }
}
