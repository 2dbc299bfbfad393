package dev.codesession;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code docs/controls.md}, read. */
public record ControlsPage(String text) {
  private static final Pattern EVIDENCE =
      Pattern.compile("(?ms)^### (E\\d+) ([^\\n]*)\\n(.*?)(?=^### |\\z)");
  private static final Pattern COMMANDS = Pattern.compile("(?s)```console\\n(.*?)```");
  private static final Pattern PAGE = Pattern.compile("\\]\\((\\w+\\.md)\\)");

  /** Commands as they stand there, and whether they are shown because they are refused. */
  public record Evidence(String number, String title, List<String> commands, String text) {
    public boolean refused() {
      return title.contains("refused");
    }
  }

  /** A line of one of the tables of controls. */
  record Control(String name, String does, String evidence) {}

  public static ControlsPage read() throws IOException {
    return new ControlsPage(Files.readString(Path.of("docs/controls.md")));
  }

  /**
   * Without what belongs to a page that is not there: a part of the product that this build does
   * not have.
   */
  public List<Evidence> evidence() {
    var found = new ArrayList<Evidence>();
    var sections = EVIDENCE.matcher(text);
    while (sections.find()) {
      var body = sections.group(3);
      if (PAGE.matcher(body).results().allMatch(m -> Files.exists(Path.of("docs", m.group(1))))) {
        found.add(
            new Evidence(
                sections.group(1),
                sections.group(2),
                COMMANDS.matcher(body).results().flatMap(m -> m.group(1).lines()).toList(),
                body));
      }
    }
    return found;
  }

  List<Control> controls() {
    return text.lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
        .map(line -> line.split("\\|", -1))
        .filter(cells -> cells.length == 6 && !cells[3].strip().equals("evidence"))
        .map(cells -> new Control(cells[1].strip(), cells[2].strip(), cells[3].strip()))
        .toList();
  }

  /** What stands in backticks, outside of parts that this build does not have. */
  Stream<String> named() {
    var tables = text.substring(0, text.indexOf("\n## Evidence"));
    return Stream.concat(Stream.of(tables), evidence().stream().map(Evidence::text))
        .map(part -> COMMANDS.matcher(part).replaceAll(""))
        .flatMap(part -> Pattern.compile("`([^`\\n]+)`").matcher(part).results())
        .map(m -> m.group(1));
  }
}
