package dev.codesession.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who is to hear of incidents, read once from the environment. CODESESSION_ALERTS is a JSON object:
 *
 * <pre>{"cluster": "prod-eu", "sinks": [{"name": "soc", "type": "CloudEvents", "url": "https://…",
 *  "profile": "Full", "minimumPriority": "Warning", "timeout": "5s"}]}</pre>
 *
 * CODESESSION_ALERTS_SECRETS is a folder with one folder for each sink that has credentials; both
 * default to nothing.
 *
 * @param cluster what this cluster is called in alerts; default {@code kubernetes}
 */
public record AlertSettings(String cluster, List<SinkSettings> sinks) {
  private static final String ALERTS = "CODESESSION_ALERTS";
  private static final String SECRETS = "CODESESSION_ALERTS_SECRETS";
  private static final int MOST_SINKS = 16;

  public AlertSettings {
    sinks = List.copyOf(sinks);
  }

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException naming field, value and what is allowed
   */
  public static AlertSettings from(Map<String, String> environment) {
    var text = environment.getOrDefault(ALERTS, "").strip();
    var fields = new SettingFields(ALERTS, parse(text.isEmpty() ? "{}" : text));
    var secrets = environment.getOrDefault(SECRETS, "").strip();
    fields.only("cluster", "sinks");
    var sinks = fields.list("sinks").stream().map(f -> SinkReader.read(f, secrets)).toList();
    if (sinks.size() > MOST_SINKS) {
      throw new IllegalArgumentException(
          ALERTS + ".sinks: " + sinks.size() + " sinks; at most " + MOST_SINKS);
    }
    var names = sinks.stream().collect(Collectors.groupingBy(SinkSettings::name));
    names.forEach(
        (name, all) -> {
          if (all.size() > 1) {
            throw new IllegalArgumentException(
                ALERTS + ".sinks: two sinks are named \"" + name + "\"");
          }
        });
    return new AlertSettings(
        fields.match("cluster", "kubernetes", "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"),
        sinks);
  }

  private static JsonNode parse(String text) {
    try {
      var tree = new JsonMapper().readTree(text);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          ALERTS
              + ": is no JSON at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr(),
          e);
    }
    throw new IllegalArgumentException(ALERTS + ": must be a JSON object");
  }

  /** One line for the log; URLs may hold what is not for everybody, so only hosts are named. */
  public String describe() {
    return sinks.stream()
        .map(s -> s.name() + "=" + s.type() + "@" + s.url().getHost() + " " + s.profile())
        .collect(Collectors.joining(", ", "cluster " + cluster + " [", "]"));
  }
}
