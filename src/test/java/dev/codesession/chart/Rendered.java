package dev.codesession.chart;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;

/** What the chart became, with the words to look into it. */
record Rendered(List<GenericKubernetesResource> objects) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names of all objects of the kind. */
  List<String> names(String kind) {
    return objects.stream()
        .filter(object -> object.getKind().equals(kind))
        .map(object -> object.getMetadata().getName())
        .toList();
  }

  /** The whole object. */
  JsonNode one(String kind, String name) {
    return objects.stream()
        .filter(object -> object.getKind().equals(kind))
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .<JsonNode>map(JSON::valueToTree)
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  List<PolicyRule> rules(String kind, String name) {
    return JSON.convertValue(one(kind, name).path("rules"), new TypeReference<>() {});
  }
}
