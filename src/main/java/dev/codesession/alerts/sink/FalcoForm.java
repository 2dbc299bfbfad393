package dev.codesession.alerts.sink;

import dev.codesession.alerts.Incident;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Falco's HTTP output sends and falcosidekick reads (its {@code FalcoPayload}): the sentence
 * for people is ours alone, whatever the guest has chosen is a field. All fields are texts: some
 * versions of falcosidekick stop at others. It gives each event a {@code uuid} of its own and sorts
 * the tags: behind it the id is that of the fields.
 */
record FalcoForm(String cluster) implements Form {
  private static final Map<String, String> FALCO_NAMES =
      Map.of("namespace", "k8s.ns.name", "node", "k8s.node.name");

  @Override
  public byte[] of(Incident incident) {
    var body = new LinkedHashMap<String, Object>();
    body.put("uuid", incident.id());
    body.put("time", incident.time().toString());
    body.put("priority", incident.priority().name());
    body.put("rule", incident.rule());
    body.put(
        "output",
        incident.kind().summary()
            + " (incident="
            + incident.id()
            + " namespace="
            + incident.subject().namespace()
            + ")");
    body.put("source", "codesession");
    body.put("hostname", cluster);
    body.put("tags", tags(incident));
    var fields = new LinkedHashMap<String, String>();
    Facts.of(incident, cluster)
        .forEach(
            (name, value) ->
                fields.put(FALCO_NAMES.getOrDefault(name, "codesession." + name), value));
    body.put("output_fields", fields);
    return Facts.json(body);
  }

  private static List<String> tags(Incident incident) {
    var tags = new ArrayList<>(List.of("codesession", incident.kind().name()));
    if (!incident.technique().isEmpty()) {
      tags.add(incident.technique());
    }
    return tags;
  }

  @Override
  public String contentType() {
    return "application/json";
  }
}
