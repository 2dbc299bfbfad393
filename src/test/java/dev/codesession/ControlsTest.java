package dev.codesession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an auditor is told of is there. */
final class ControlsTest {
  private static final Pattern TEST = Pattern.compile("(\\w+)\\.(\\w+)");
  private static final Pattern POLICY =
      Pattern.compile(
          "kind: ValidatingAdmissionPolicy\\nmetadata:\\n  name: \\{\\{ \\$name }}-([a-z-]+)\\n");
  private static final Pattern EVIDENCE = Pattern.compile("E\\d+");

  private final ControlsPage page = ControlsPage.read();

  ControlsTest() throws IOException {}

  private static String program(String command) {
    int end = command.indexOf(' ');
    return end < 0 ? command : command.substring(0, end);
  }

  private List<String> named(String pattern) {
    var names =
        page.named().filter(Pattern.compile(pattern).asMatchPredicate()).distinct().toList();
    assertThat(names).as("names like %s", pattern).isNotEmpty();
    return names;
  }

  private static String all(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      var text = new StringBuilder();
      for (Path file : files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
        text.append(file.getFileName()).append('\n').append(Files.readString(file));
      }
      return text.toString();
    }
  }

  @Test
  void tests() throws IOException {
    for (String name : named("[A-Z]\\w+(Test|IT)\\.\\w+|[a-z]+\\.Test\\w+")) {
      var parts = TEST.matcher(name);
      assertThat(parts.matches()).isTrue();
      assertThat(ThreatModelTest.isThere(parts.group(1), parts.group(2))).as(name).isTrue();
    }
    var sources = all("src/test/java", ".java");
    for (String name : named("[A-Z]\\w+(Test|IT)")) {
      assertThat(sources).contains("\n" + "final class " + name + " ");
    }
  }

  @Test
  void metrics() throws IOException {
    // That page is held against the code by MetricsDocTest.
    var listed = Files.readString(Path.of("docs/metrics.md"));
    for (String name : named("codesession_\\w+")) {
      assertThat(listed).contains("`" + name + "`");
    }
  }

  @Test
  void filesAndCommands() {
    for (String name : named("(hack|src|docs|security|helm|manifests)/\\S+( .*)?")) {
      var path = Path.of(program(name));
      assertThat(path).exists();
      if (path.startsWith("hack")) {
        assertThat(path).isExecutable();
      }
    }
    for (var evidence : page.evidence()) {
      assertThat(evidence.commands()).as(evidence.title()).isNotEmpty();
      for (String command : evidence.commands()) {
        var program = program(command);
        assertThat(
                program.equals("kubectl")
                    || program.equals("git")
                    || Files.isExecutable(Path.of(program)))
            .as(command)
            .isTrue();
      }
    }
  }

  @Test
  void policiesAndRoles() throws IOException {
    var templates = all("helm/codesession/templates", ".yaml");
    Set<String> policies =
        POLICY.matcher(templates).results().map(m -> m.group(1)).collect(Collectors.toSet());
    var listed =
        page.evidence().stream().filter(e -> e.number().equals("E3")).findFirst().orElseThrow();
    assertThat(Pattern.compile("`([a-z-]+)`").matcher(listed.text()).results().map(m -> m.group(1)))
        .containsExactlyInAnyOrderElementsOf(policies);
    var mentioned =
        Pattern.compile("polic(?:y|ies) (`[a-z-]+`(?:(?:, | and )`[a-z-]+`)*)")
            .matcher(page.text());
    assertThat(
            mentioned
                .results()
                .flatMap(
                    m ->
                        Pattern.compile("[a-z-]{3,}")
                            .matcher(m.group(1).replace(" and ", " "))
                            .results())
                .map(m -> m.group()))
        .isNotEmpty()
        .isSubsetOf(policies);
    for (String role : named("codesession-(user|viewer|admin)")) {
      assertThat(templates).contains("}}-" + role.substring("codesession-".length()) + "\n");
    }
  }

  @Test
  void everyControlHasEvidenceAndEveryEvidenceAControl() throws IOException {
    var sections =
        Pattern.compile("(?m)^### (E\\d+) ")
            .matcher(page.text())
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(sections).doesNotHaveDuplicates();
    var used =
        page.controls().stream()
            .flatMap(c -> EVIDENCE.matcher(c.evidence()).results())
            .map(m -> m.group())
            .distinct();
    assertThat(used).containsExactlyInAnyOrderElementsOf(sections);
    assertThat(page.controls())
        .hasSizeGreaterThan(60)
        .allSatisfy(
            c ->
                assertThat(c.evidence().isEmpty())
                    .as(c.name())
                    .isEqualTo(c.does().equals("nothing")));
    assertThat(
            page.controls().stream()
                .map(ControlsPage.Control::name)
                .collect(Collectors.joining("\n")))
        .contains(
            "CC6.1", "CC6.2", "CC6.3", "CC6.4", "CC6.5", "CC6.6", "CC6.7", "CC6.8", "CC7.1",
            "CC7.2", "CC7.3")
        .contains(
            "CC7.4",
            "CC7.5",
            "CC8.1",
            "A1.1",
            "A1.2",
            "A1.3",
            "C1.1",
            "C1.2",
            "P1",
            "P8",
            "33, 34",
            "44 to 49");
  }
}
