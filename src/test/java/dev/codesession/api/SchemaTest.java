package dev.codesession.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What holds for every field of both CRDs. */
class SchemaTest {
  private static final SortedMap<String, ObjectNode> CRDS = Crds.definitions();
  private static final JsonNode SESSION = CRDS.get("codesessions.codesession.dev");
  private static final JsonNode CLASS = CRDS.get("sessionclasses.codesession.dev");

  @Test
  void everyFieldIsExplained() {
    var silent = new ArrayList<String>();
    CRDS.forEach(
        (name, crd) ->
            walk(
                name,
                Crds.schema(crd),
                (path, schema) -> {
                  if (!path.endsWith("[]") && schema.path("description").asText().length() < 10) {
                    silent.add(path);
                  }
                }));
    assertThat(silent).isEmpty();
  }

  @Test
  void everyDefaultIsExplained() {
    CRDS.forEach(
        (name, crd) ->
            walk(
                name,
                Crds.schema(crd),
                (path, schema) -> {
                  if (schema.has("default")) {
                    assertThat(schema.path("description").asText())
                        .as(path)
                        .contains("Default: " + schema.path("default").asText());
                  }
                }));
  }

  @Test
  void everythingAUserWritesIsBounded() {
    var unbounded = new ArrayList<String>();
    CRDS.forEach(
        (name, crd) ->
            walk(
                name + ".spec",
                Crds.schema(crd).path("properties").path("spec"),
                (path, schema) -> {
                  if (isUnbounded(schema)) {
                    unbounded.add(path);
                  }
                }));
    assertThat(unbounded).isEmpty();
  }

  @Test
  void noRuleCanRefuseAStatus() {
    CRDS.forEach(
        (name, crd) ->
            walk(
                name + ".status",
                Crds.schema(crd).path("properties").path("status"),
                (path, schema) ->
                    assertThat(schema.has("x-kubernetes-validations")).as(path).isFalse()));
  }

  @Test
  void onlyCancelCanChange() {
    var spec = Crds.schema(SESSION).path("properties").path("spec");
    var guarded = new ArrayList<String>();
    spec.path("x-kubernetes-validations")
        .forEach(
            rule -> {
              if (rule.path("message").asText().contains("is immutable")) {
                guarded.add(rule.path("fieldPath").asText().substring(1));
              }
            });
    var fields = new ArrayList<String>();
    spec.path("properties").fieldNames().forEachRemaining(fields::add);
    fields.remove("cancel");
    assertThat(guarded).containsExactlyElementsOf(fields);
  }

  @Test
  void tablesShowTheColumnsInThisOrder() {
    assertThat(columns(SESSION))
        .containsExactly("Class", "Language", "Phase", "Outcome", "Exit", "Duration", "Age");
    assertThat(columns(CLASS)).containsExactly("Runtime", "Ready", "Age");
  }

  @Test
  void namesAndScopes() {
    assertThat(SESSION.at("/spec/scope").asText()).isEqualTo("Namespaced");
    assertThat(CLASS.at("/spec/scope").asText()).isEqualTo("Cluster");
    assertThat(SESSION.at("/spec/names/shortNames/0").asText()).isEqualTo("csess");
    assertThat(CLASS.at("/spec/names/shortNames/0").asText()).isEqualTo("csclass");
    for (var crd : CRDS.values()) {
      assertThat(crd.at("/spec/names/categories/0").asText()).isEqualTo("codesession-operator");
      assertThat(crd.at("/spec/versions/0/subresources/status").isObject()).isTrue();
      assertThat(Crds.schema(crd).path("required").path(0).asText()).isEqualTo("spec");
    }
  }

  private static List<String> columns(JsonNode crd) {
    return StreamSupport.stream(
            crd.at("/spec/versions/0/additionalPrinterColumns").spliterator(), false)
        .map(column -> column.path("name").asText())
        .toList();
  }

  private static boolean isUnbounded(JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "string" -> !schema.has("maxLength") && !schema.has("enum");
      case "array" -> !schema.has("maxItems");
      case "integer" -> !schema.has("maximum");
      default -> false;
    };
  }

  private static void walk(String path, JsonNode schema, BiConsumer<String, JsonNode> visit) {
    visit.accept(path, schema);
    schema
        .path("properties")
        .properties()
        .forEach(p -> walk(path + "." + p.getKey(), p.getValue(), visit));
    if (schema.has("items")) {
      walk(path + "[]", schema.path("items"), visit);
    }
  }
}
