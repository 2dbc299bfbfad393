package dev.codesession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A defence that no test shows is a claim: every row of the attack matrix names a test there is.
 */
final class ThreatModelTest {
  private static final Path DOCUMENT = Path.of("docs/threat-model.md");
  private static final Pattern ROW =
      Pattern.compile(
          "\\| (\\d+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| `(\\w+)\\.(\\w+)` \\|");

  record Row(int number, String asset, String attacker, String test, String method) {}

  static List<Row> rows() throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .map(ROW::matcher)
        .filter(java.util.regex.Matcher::matches)
        .map(
            m ->
                new Row(
                    Integer.parseInt(m.group(1)), m.group(2), m.group(3), m.group(6), m.group(7)))
        .toList();
  }

  @Test
  void everyLineOfTheMatrixIsARow() throws IOException {
    assertThat(rows().stream().map(Row::number))
        .hasSizeGreaterThanOrEqualTo(40)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, rows().size()).boxed().toList());
    assertThat(Files.readAllLines(DOCUMENT).stream().filter(line -> line.matches("\\| \\d+ \\|.*")))
        .as("numbered lines, in the form that is read here")
        .hasSameSizeAs(rows());
  }

  @Test
  void assetsAndAttackersAreThoseAbove() throws IOException {
    var text = Files.readString(DOCUMENT);
    for (Row row : rows()) {
      assertThat(text)
          .contains("\n| " + row.asset() + " | ")
          .contains("\n| " + row.attacker() + " | ");
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void namesATestThatIsThere(Row row) throws IOException {
    assertThat(isThere(row.test(), row.method())).as("%s.%s", row.test(), row.method()).isTrue();
  }

  /** A test of Java by class and method, or one of Go by package and name. */
  static boolean isThere(String test, String method) throws IOException {
    return Character.isUpperCase(test.charAt(0)) ? java(test, method) : go(test, method);
  }

  /** The annotation stands between the end of the method before and the name. */
  private static boolean java(String test, String method) throws IOException {
    var source = file("src/test/java", test + ".java");
    if (source.isEmpty()) {
      return false;
    }
    var text = Files.readString(source.orElseThrow());
    int name = text.indexOf("void " + method + "(");
    if (name < 0) {
      return false;
    }
    var before = text.substring(Math.max(0, text.lastIndexOf("\n  }\n", name)), name);
    return before.contains("@Test")
        || before.contains("@ParameterizedTest")
        || before.contains("@Property");
  }

  private static boolean go(String folder, String test) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/go"))) {
      for (Path file :
          files
              .filter(path -> path.toString().endsWith("_test.go"))
              .filter(path -> path.getParent().getFileName().toString().equals(folder))
              .toList()) {
        if (Files.readString(file).contains("func " + test + "(t *testing.T)")) {
          return true;
        }
      }
    }
    return false;
  }

  private static Optional<Path> file(String root, String name) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files.filter(path -> path.getFileName().toString().equals(name)).findFirst();
    }
  }
}
