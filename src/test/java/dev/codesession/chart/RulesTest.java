package dev.codesession.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules and dashboard ask for metrics that there are, and every alert has its page. */
final class RulesTest {
  private static final Path CHART = Path.of("helm/codesession");
  private static final Pattern METRIC = Pattern.compile("codesession_\\w+");

  @Test
  void rulesAskForDocumentedMetricsAndNameTheirPage() throws IOException {
    var documented = found(METRIC, Files.readString(Path.of("docs/metrics.md")));
    var sections =
        found(Pattern.compile("(?m)^## \\w+$"), Files.readString(Path.of("docs/runbook.md")));
    var file = Files.readString(CHART.resolve("rules/codesession.yaml"));
    JsonNode rules = Serialization.unmarshal(file, JsonNode.class).at("/groups/0/rules");
    assertThat(rules).hasSize(17).hasSameSizeAs(sections);
    for (JsonNode rule : rules) {
      var name = rule.path("alert").asText();
      assertThat(documented).containsAll(found(METRIC, rule.path("expr").asText()));
      assertThat(rule.at("/annotations/runbook_url").asText())
          .isEqualTo("docs/runbook.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(sections).contains("## " + name);
      assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
    }
  }

  @Test
  void dashboardAsksForDocumentedMetrics() throws IOException {
    var documented = found(METRIC, Files.readString(Path.of("docs/metrics.md")));
    var file = Files.readString(CHART.resolve("dashboards/codesession.json"));
    JsonNode panels = Serialization.unmarshal(file, JsonNode.class).path("panels");
    assertThat(panels).isNotEmpty();
    for (JsonNode panel : panels) {
      var asked =
          found(METRIC, panel.at("/targets/0/expr").asText()).stream()
              .map(name -> name.replaceFirst("_bucket$", ""))
              .toList();
      assertThat(documented).isNotEmpty().containsAll(asked);
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
