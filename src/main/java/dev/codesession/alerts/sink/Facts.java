package dev.codesession.alerts.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codesession.alerts.Incident;
import java.util.LinkedHashMap;
import java.util.Map;

/** An incident as names and values; what is empty is left out. */
final class Facts {
  private static final JsonMapper JSON = new JsonMapper();

  private Facts() {}

  static Map<String, String> of(Incident incident, String cluster) {
    var facts = new LinkedHashMap<String, String>();
    var subject = incident.subject();
    put(facts, "incident", incident.id());
    put(facts, "kind", incident.kind().name());
    put(facts, "priority", incident.priority().name());
    put(facts, "rule", incident.rule());
    put(facts, "technique", incident.technique());
    put(facts, "action", incident.action());
    put(facts, "cluster", cluster);
    put(facts, "namespace", subject.namespace());
    put(facts, "session", subject.session());
    put(facts, "session_uid", subject.sessionUid());
    put(facts, "class", subject.sessionClass());
    put(facts, "requested_by", subject.requestedBy());
    put(facts, "node", subject.node());
    put(facts, "region", subject.region());
    put(facts, "detail", incident.detail());
    return facts;
  }

  private static void put(Map<String, String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.put(name, value);
    }
  }

  static byte[] json(Object tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
