package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/metrics.md lists what there is, and nothing else. */
final class MetricsDocTest {
  private static final Pattern ROW = Pattern.compile("\\| `(codesession_\\w+)` \\|.*");

  @Test
  void theTableIsTheCode() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("docs/metrics.md")).stream()
            .filter(line -> ROW.matcher(line).matches())
            .map(line -> line.substring(0, line.indexOf('|', nth(line, 3) + 1) + 1))
            .toList();
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Metric.values()).map(MetricsDocTest::row).toList());
  }

  private static int nth(String line, int count) {
    int at = -1;
    for (int i = 0; i < count; i++) {
      at = line.indexOf('|', at + 1);
    }
    return at;
  }

  private static String row(Metric metric) {
    var labels =
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    return "| `%s` | %s |%s|"
        .formatted(metric.exposed(), metric.kind(), labels.isEmpty() ? " " : " " + labels + " ");
  }
}
