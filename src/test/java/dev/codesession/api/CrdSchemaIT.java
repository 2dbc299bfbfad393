package dev.codesession.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The CRDs as a real API server understands them: schema, CEL and their cost. */
class CrdSchemaIT {
  private static TestCluster cluster;

  @BeforeAll
  static void connect() throws IOException {
    cluster = TestCluster.connect();
    var refused = Samples.invalid().getFirst();
    Awaitility.await("the schema is served")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> dryRun(refused.yaml()))
                    .hasMessageContaining(refused.expectedMessage()));
  }

  @AfterAll
  static void close() {
    if (cluster != null) {
      cluster.close();
    }
  }

  static List<Samples.Sample> valid() throws IOException {
    return Samples.valid();
  }

  static List<Samples.Sample> invalid() throws IOException {
    return Samples.invalid();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void aValidSampleIsAccepted(Samples.Sample sample) {
    assertThatCode(() -> dryRun(sample.yaml())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void anInvalidSampleIsRefusedWithItsMessage(Samples.Sample sample) {
    assertThatThrownBy(() -> dryRun(sample.yaml()))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(sample.expectedMessage());
  }

  @Test
  void oneMebibyteIsAcceptedAndOneCharacterMoreIsNot() {
    var code = "x".repeat(1_000_000);
    assertThatCode(() -> dryRun(session(spec -> sized(spec, code, 48_575))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> dryRun(session(spec -> sized(spec, code, 48_576))))
        .hasMessageContaining(
            "code, files, stdin, args and env together are 1048577 characters, at most 1048576 (1 MiB) are allowed");
  }

  /** Rules have a budget at run time too: the worst object that the schema admits must fit it. */
  @Test
  void theLargestSessionIsAccepted() {
    assertThatCode(() -> dryRun(session(CrdSchemaIT::largest))).doesNotThrowAnyException();
  }

  @Test
  void onlyCancelCanChangeAndNeverBack() {
    var name = create("apitest-change");
    for (var change :
        List.of(
            "\"code\": \"y\"",
            "\"language\": \"bash\"",
            "\"args\": [\"x\"]",
            "\"stdin\": \"x\"",
            "\"files\": [{\"path\": \"a\", \"text\": \"\"}]",
            "\"limits\": {\"cpu\": \"2\"}",
            "\"queueTimeout\": \"6m\"",
            "\"ttlAfterFinished\": \"1h\"")) {
      var field = change.substring(1, change.indexOf('"', 1));
      assertThatThrownBy(() -> patch(name, "{\"spec\": {" + change + "}}"))
          .hasMessageContaining(
              field + " is immutable, only cancel can change; create a new CodeSession instead");
    }
    patch(name, "{\"spec\": {\"args\": []}}");
    patch(name, "{\"spec\": {\"cancel\": true}}");
    for (var back : List.of("false", "null")) {
      assertThatThrownBy(() -> patch(name, "{\"spec\": {\"cancel\": " + back + "}}"))
          .hasMessageContaining("cancel cannot be taken back");
    }
    patch(name, "{\"metadata\": {\"labels\": {\"still\": \"changeable\"}}}");
  }

  @Test
  void aFinishedSessionCannotBeCancelled() {
    var name = create("apitest-finished");
    patchStatus(
        name, "{\"status\": {\"phase\": \"Finished\", \"outcome\": {\"reason\": \"Completed\"}}}");
    assertThatThrownBy(() -> patch(name, "{\"spec\": {\"cancel\": true}}"))
        .hasMessageContaining("the session is Finished, there is nothing left to cancel");
  }

  @ParameterizedTest
  @CsvSource({"Queued", "Starting", "Running"})
  void aSessionCanBeCancelledInEveryPhaseButTheLast(String phase) {
    var name = create("apitest-" + phase.toLowerCase(Locale.ROOT));
    patchStatus(name, "{\"status\": {\"phase\": \"" + phase + "\"}}");
    assertThatCode(() -> patch(name, "{\"spec\": {\"cancel\": true}}")).doesNotThrowAnyException();
    assertThatCode(() -> patchStatus(name, "{\"status\": {\"phase\": \"Finished\"}}"))
        .doesNotThrowAnyException();
  }

  private static void dryRun(String yaml) {
    var resource =
        cluster
            .kubernetes()
            .getKubernetesSerialization()
            .unmarshal(cluster.own(yaml), GenericKubernetesResource.class);
    var named = cluster.kubernetes().resource(resource);
    var scoped =
        resource.getKind().equals("CodeSession") ? named.inNamespace(cluster.namespace()) : named;
    scoped.dryRun().fieldValidation(FieldValidateable.Validation.STRICT).create();
  }

  private static String session(Consumer<ObjectNode> change) {
    var tree = Crds.YAML.createObjectNode();
    tree.put("apiVersion", "codesession.dev/v1alpha1").put("kind", "CodeSession");
    tree.putObject("metadata").put("name", "apitest-session");
    change.accept(tree.putObject("spec").put("language", "python").put("code", "x"));
    return tree.toString();
  }

  /** One file with a path of one character. */
  private static void sized(ObjectNode spec, String code, int fileCharacters) {
    spec.put("code", code);
    spec.putArray("files").addObject().put("path", "f").put("text", "x".repeat(fileCharacters));
  }

  private static void largest(ObjectNode spec) {
    var files = spec.putArray("files");
    var args = spec.putArray("args");
    var env = spec.putArray("env");
    var globs = spec.putObject("artifacts").putArray("paths");
    for (int i = 0; i < 64; i++) {
      var number = "%02d".formatted(i);
      files.addObject().put("path", "a/".repeat(126) + number).put("base64", "QUFB".repeat(1700));
      args.add("y".repeat(4096));
      env.addObject().put("name", "N".repeat(126) + number).put("value", "v".repeat(4096));
      if (i < 32) {
        globs.add("[a-z]".repeat(50) + number);
      }
    }
    spec.put("code", "x".repeat(32_000));
    var limits = spec.putObject("limits");
    limits.put("wallTime", "23h59m59s999ms").put("cpuTime", "24h").put("cpu", "1000");
    limits.put("memory", "1Ti").put("disk", "1Ti").put("output", "1Ti").put("processes", 32768);
  }

  private static String create(String name) {
    var yaml = cluster.own(session(spec -> {}).replace("apitest-session", name));
    var session =
        cluster
            .kubernetes()
            .getKubernetesSerialization()
            .unmarshal(yaml, GenericKubernetesResource.class);
    sessions().resource(session).create();
    return name;
  }

  private static void patch(String name, String json) {
    sessions().withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  private static void patchStatus(String name, String json) {
    sessions()
        .withName(name)
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  private static NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      sessions() {
    var context = CustomResourceDefinitionContext.fromCrd(cluster.crd("CodeSession"));
    return cluster
        .kubernetes()
        .genericKubernetesResources(context)
        .inNamespace(cluster.namespace());
  }
}
