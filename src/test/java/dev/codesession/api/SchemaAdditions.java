package dev.codesession.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.SessionClass;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** What the CRD generator has no annotation for. */
final class SchemaAdditions {
  private static final List<String> CODE_SESSION_MAPS =
      List.of(
          "spec/files:path",
          "spec/env:name",
          "status/conditions:type",
          "status/artifacts:path",
          "status/artifactsOmitted:path",
          "status/isolation/checks:name");
  private static final List<String> SESSION_CLASS_MAPS =
      List.of(
          "spec/languages:name",
          "spec/monitoring/rules:name",
          "status/conditions:type",
          "status/nodes:name");
  private static final String LABEL_VALUE = "^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";

  private SchemaAdditions() {}

  static void apply(ObjectNode definition) {
    var names = (ObjectNode) definition.at("/spec/names");
    names.putArray("categories").add("codesession-operator");
    var schema = Crds.schema(definition);
    schema.putArray("required").add("spec");
    withoutRepeatedRules(schema);
    if (names.path("kind").asText().equals("CodeSession")) {
      columns(definition, CodeSession.class);
      codeSession(schema);
    } else {
      columns(definition, SessionClass.class);
      sessionClass(schema);
    }
    var status = property(schema, "status");
    // a rule that refused a status would make the operator fail for ever
    dropRules(status);
    // One writer, which writes it as a whole: who owns each of its fields would be half of every
    // object, in etcd, on every watch and in every cache.
    status.put("x-kubernetes-map-type", "atomic");
  }

  private static void codeSession(ObjectNode schema) {
    describe(schema, CodeSession.class);
    describe(
        schema,
        "spec",
        "What to run and under which limits. Immutable once created, except cancel.");
    describe(schema, "status", "What happened. Written by the operator only.");
    CODE_SESSION_MAPS.forEach(path -> listMap(schema, path));
    bound(schema, "spec/args", 0, 4096, null);
    bound(schema, "spec/artifacts/paths", 1, 255, null);
    bound(schema, "spec/residency/regions", 1, 63, LABEL_VALUE);
    set(schema, "spec/artifacts/paths", "spec/residency/regions");
    immutable(property(schema, "spec"));
  }

  private static void sessionClass(ObjectNode schema) {
    describe(schema, SessionClass.class);
    describe(
        schema,
        "spec",
        "The administrator's contract: what sessions of this class run on, may use and must prove.");
    describe(
        schema, "status", "Whether sessions of this class can run. Written by the operator only.");
    SESSION_CLASS_MAPS.forEach(path -> listMap(schema, path));
    bound(schema, "spec/languages/[]/command", 1, 4096, null);
    bound(schema, "spec/monitoring/restrictedPaths", 2, 255, null);
    bound(schema, "spec/residency/regions", 1, 63, LABEL_VALUE);
    set(schema, "spec/residency/regions", "spec/isolation/confinement");
    var policies = at(schema, "spec/languages/[]/imagePullPolicy").putArray("enum");
    List.of("IfNotPresent", "Always", "Never").forEach(policies::add);
    for (var side : List.of("defaults", "max")) {
      var limits = at(schema, "spec/limits/" + side);
      var required = limits.putArray("required");
      limits.path("properties").fieldNames().forEachRemaining(required::add);
    }
  }

  /** Every field of spec, also one that a later version adds, except cancel. */
  private static void immutable(ObjectNode spec) {
    var rules = spec.withArray("x-kubernetes-validations");
    for (Map.Entry<String, JsonNode> field : spec.path("properties").properties()) {
      if (!field.getKey().equals("cancel")) {
        rules
            .addObject()
            .put("fieldPath", "." + field.getKey())
            .put(
                "message",
                field.getKey()
                    + " is immutable, only cancel can change; create a new CodeSession instead")
            .put("rule", unchanged(field.getKey(), field.getValue()));
      }
    }
  }

  /** An absent list and an empty one are the same: clients differ in what they write. */
  private static String unchanged(String name, JsonNode schema) {
    var self = "self." + name;
    var old = "oldSelf." + name;
    if (schema.path("type").asText().equals("array")) {
      return "(has(%1$s) ? %1$s : []) == (has(%2$s) ? %2$s : [])".formatted(self, old);
    }
    return "has(%1$s) == has(%2$s) && (!has(%1$s) || %1$s == %2$s)".formatted(self, old);
  }

  private static void listMap(ObjectNode schema, String pathAndKey) {
    var parts = pathAndKey.split(":", 2);
    var list = at(schema, parts[0]);
    list.put("x-kubernetes-list-type", "map");
    list.putArray("x-kubernetes-list-map-keys").add(parts[1]);
  }

  private static void set(ObjectNode schema, String... paths) {
    for (var path : paths) {
      at(schema, path).put("x-kubernetes-list-type", "set");
    }
  }

  private static void bound(ObjectNode schema, String list, int min, int max, String pattern) {
    var items = at(schema, list + "/[]");
    if (min > 0) {
      items.put("minLength", min);
    }
    items.put("maxLength", max);
    if (pattern != null) {
      items.put("pattern", pattern);
    }
  }

  /** The generator reads an annotated record component twice, as field and as accessor. */
  private static void withoutRepeatedRules(JsonNode node) {
    if (node.path("x-kubernetes-validations") instanceof ArrayNode rules) {
      var once = new LinkedHashSet<JsonNode>();
      rules.forEach(once::add);
      rules.removeAll().addAll(once);
    }
    node.forEach(SchemaAdditions::withoutRepeatedRules);
  }

  /** In the order of the annotations; the generator sorts by path. */
  private static void columns(ObjectNode definition, Class<?> type) {
    var columns =
        ((ObjectNode) definition.at("/spec/versions/0")).putArray("additionalPrinterColumns");
    for (var column : type.getAnnotationsByType(AdditionalPrinterColumn.class)) {
      columns
          .addObject()
          .put("name", column.name())
          .put("type", column.type().getValue())
          .put("jsonPath", column.jsonPath());
    }
  }

  private static void dropRules(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("x-kubernetes-validations"));
    }
    node.forEach(SchemaAdditions::dropRules);
  }

  private static void describe(ObjectNode schema, Class<?> type) {
    schema.put("description", type.getAnnotation(JsonClassDescription.class).value());
  }

  private static void describe(ObjectNode schema, String path, String text) {
    at(schema, path).put("description", text);
  }

  private static ObjectNode at(ObjectNode schema, String path) {
    var node = schema;
    for (var step : path.split("/", -1)) {
      node = step.equals("[]") ? (ObjectNode) node.get("items") : property(node, step);
    }
    return node;
  }

  private static ObjectNode property(ObjectNode schema, String name) {
    return (ObjectNode) schema.required("properties").required(name);
  }
}
