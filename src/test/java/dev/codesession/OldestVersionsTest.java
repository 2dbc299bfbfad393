package dev.codesession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The floors that {@code hack/doctor} warns below are those of the documentation, and it compares
 * as versions are.
 */
final class OldestVersionsTest {
  private static final Path DOCTOR = Path.of("hack/doctor");

  private static String floors(String of) throws IOException {
    var line =
        Pattern.compile(of + "_FLOORS='?([0-9. ]+?)'?(?= [A-Z]|\\n)")
            .matcher(Files.readString(DOCTOR));
    assertThat(line.find()).isTrue();
    return line.group(1);
  }

  @ParameterizedTest
  @CsvSource({"KUBERNETES, Kubernetes", "CONTAINERD, containerd", "KATA, Kata Containers"})
  void areDocumented(String constant, String name) throws IOException {
    assertThat(Files.readString(Path.of("docs/operations.md")))
        .contains("\n| " + name + " | " + floors(constant).replace(" ", ", "));
  }

  @Test
  void eachMinorReleaseHasItsOwn() throws Exception {
    var cases =
        """
        older v1.30.9 1.31.12 1.32.8 1.33.4
        older 1.31.11 1.31.12 1.32.8 1.33.4
        fine v1.31.12-gke.3 1.31.12 1.32.8 1.33.4
        older 1.33.3+k3s1 1.31.12 1.32.8 1.33.4
        fine 1.36.3 1.31.12 1.32.8 1.33.4
        older 1.7.33 2.0.10 2.1.9
        fine 2.4.2 2.0.10 2.1.9
        older 3.32.0 4.1.0
        fine 4.1.0 4.1.0
        """;
    var script =
        """
        eval "$(sed -n '/^below()/,/^}/p' hack/doctor)"
        while read -r want version floors; do
          # shellcheck disable=SC2086
          if below "$version" $floors; then got=older; else got=fine; fi
          echo "$got $version $floors"
        done""";
    var process = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true).start();
    try (var in = process.outputWriter()) {
      in.write(cases);
    }
    assertThat(
            new String(
                process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(cases);
  }
}
