package dev.codesession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.audit.TrailExamples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on files: exit codes, and what it says. */
final class VerifyCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private Path file;
  private Path anchors;

  @BeforeEach
  void export() throws Exception {
    file = Files.write(folder.resolve("trail.jsonl"), TrailExamples.lines(3));
    anchors =
        Files.writeString(
            folder.resolve("anchors.json"), "{\"items\":[" + TrailExamples.configMap(3) + "]}");
  }

  @Test
  void zeroIfAllIsWell() {
    assertThat(run(file.toString(), "--anchor", anchors.toString())).isZero();
    assertThat(out.toString()).contains("3 records in 1 chains, 0 findings");
  }

  @Test
  void oneWithANameIfSomethingWasTouched() throws Exception {
    Files.write(file, TrailExamples.lines(2));
    assertThat(run(file.toString())).isZero();
    assertThat(out.toString()).contains("without an anchor, a cut at the end cannot show");
    assertThat(run(file.toString(), "--anchor", anchors.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("chain team-a was cut off: records #3 of its anchor");
  }

  @Test
  void twoIfItCannotBeLookedAt() throws Exception {
    assertThat(run(folder.resolve("absent").toString())).isEqualTo(2);
    assertThat(run(file.toString(), "--anchor", file.toString())).isEqualTo(2);
    assertThat(run(file.toString(), "--key", file.toString())).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    Files.write(file, new byte[] {(byte) 0xff, '\n'});
    assertThat(run(file.toString())).isEqualTo(2);
  }

  private int run(String... args) {
    var all = new String[args.length + 2];
    all[0] = "audit";
    all[1] = "verify";
    System.arraycopy(args, 0, all, 2, args.length);
    var writer = new PrintWriter(out, true);
    return Codesession.commandLine().setOut(writer).setErr(writer).execute(all);
  }
}
