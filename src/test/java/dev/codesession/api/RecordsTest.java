package dev.codesession.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.ConfinementFeature;
import dev.codesession.api.v1alpha1.IsolationPolicy;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.api.v1alpha1.UsageStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The records read what the CRD admits, of this and of newer versions, and write what they read.
 */
class RecordsTest {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  static List<Samples.Sample> valid() throws IOException {
    return Samples.valid();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void aValidSampleSurvivesTheRoundTrip(Samples.Sample sample) throws IOException {
    var written =
        SERIALIZATION.convertValue(read(sample.yaml(), sample.isSession()), JsonNode.class);
    assertThat(written).isEqualTo(withQuantitiesAsText(Crds.YAML.readTree(sample.yaml())));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void unknownFieldsAreIgnoredAtEveryLevel(Samples.Sample sample) throws IOException {
    var tree = Crds.YAML.readTree(sample.yaml());
    addUnknownFields(tree.path("spec"));
    ((ObjectNode) tree)
        .putObject("status")
        .put("fromTheFuture", 1)
        .putObject("usage")
        .put("gpu", 1);
    var read = read(Crds.YAML.writeValueAsString(tree), sample.isSession());
    var written = SERIALIZATION.convertValue(read, JsonNode.class);
    assertThat(written.path("spec"))
        .isEqualTo(withQuantitiesAsText(Crds.YAML.readTree(sample.yaml())).path("spec"));
  }

  @ParameterizedTest
  @CsvSource({
    "CodeSession, '{\"status\": {\"phase\": \"Paused\"}}'",
    "CodeSession, '{\"status\": {\"outcome\": {\"reason\": \"Vanished\", \"blame\": \"Weather\"}}}'",
    "SessionClass, '{\"spec\": {\"scratchMedium\": \"Tape\"}}'",
    "SessionClass, '{\"spec\": {\"isolation\": {\"network\": \"Quantum\", \"kernel\": \"Borrowed\"}}}'",
    "SessionClass, '{\"spec\": {\"isolation\": {\"confinement\": [\"Seccomp\", \"Magic\"]}}}'",
    "CodeSession, '{\"spec\": null, \"status\": null}'",
    "CodeSession, '{\"spec\": {\"files\": null, \"args\": null, \"limits\": {}}}'",
    "SessionClass, '{\"spec\": {\"languages\": [{\"command\": null}], \"limits\": null}}'",
  })
  void whatANewerVersionWritesNeverThrows(String kind, String json) {
    assertThatCode(() -> read(json, kind.equals("CodeSession"))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0ms",
    "999, 999ms",
    "1000, 1.000s",
    "59999, 59.999s",
    "60000, 1m0s",
    "125900, 2m5s",
    ", "
  })
  void wallTimeIsForPeople(Long millis, String text) {
    assertThat(new UsageStatus(millis, null, null, null, null).wallTime()).isEqualTo(text);
  }

  @Test
  void wallTimeIsWrittenAndNotReadBack() {
    var usage = new UsageStatus(1234L, 5L, 6L, 7L, 8);
    var json = SERIALIZATION.asJson(usage);
    assertThat(json).contains("\"wallTime\":\"1.234s\"");
    assertThat(SERIALIZATION.unmarshal(json.replace("1.234s", "9m"), UsageStatus.class))
        .isEqualTo(usage);
  }

  private static HasMetadata read(String text, boolean session) {
    Class<? extends HasMetadata> type = session ? CodeSession.class : SessionClass.class;
    return SERIALIZATION.unmarshal(text, type);
  }

  /** 2 and "2" are the same quantity; it is written as text. */
  private static JsonNode withQuantitiesAsText(JsonNode node) {
    node.forEach(RecordsTest::withQuantitiesAsText);
    if (node instanceof ObjectNode object) {
      for (var name : List.of("cpu", "memory", "disk", "output")) {
        if (object.path(name).isNumber()) {
          object.put(name, object.path(name).asText());
        }
      }
    }
    return node;
  }

  @Test
  void anUnknownDemandIsReadAsTheStrictest() {
    var policy =
        SERIALIZATION.unmarshal(
            "{\"confinement\": [\"Seccomp\", \"Magic\"]}", IsolationPolicy.class);
    assertThat(policy.confinement()).containsExactly(ConfinementFeature.values());
  }

  private static void addUnknownFields(JsonNode node) {
    node.forEach(RecordsTest::addUnknownFields);
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      object.put("fromTheFuture", "x").putObject("alsoFromTheFuture").put("deep", true);
    }
  }
}
