package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.api.v1alpha1.SessionClass;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.parallel.Isolated;

/** More than one operator, at once or one after the other. */
@Isolated
@Tag("long")
final class OperatorsIT {
  private static final String NEWER = "99-newer";

  /** What a later CRD lets the status have. */
  private static final String OPEN =
      """
      [{"op": "add", "value": true, "path":
        "/spec/versions/0/schema/openAPIV3Schema/properties/status/x-kubernetes-preserve-unknown-fields"}]""";

  private static SimulatedCluster cluster;

  private Day day;

  @BeforeAll
  static void up() throws Exception {
    var why = SimulatedCluster.impossible();
    assumeTrue(why == null, () -> why);
    cluster = new SimulatedCluster(1);
  }

  @AfterAll
  static void down() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void begin() throws Exception {
    day = new Day(cluster);
  }

  @AfterEach
  void judge(TestInfo test) throws Exception {
    day.judge(test.getTestMethod().orElseThrow().getName());
  }

  @Test
  void twoOperatorsWithoutAnElection() throws Exception {
    var settings = Map.of("CODESESSION_LEADER_ELECTION", "false");
    day.operator(new OperatorUnderTest(cluster.folder(), "first", settings));
    try (var second = new OperatorUnderTest(cluster.folder(), "second", settings)) {
      var early = day.create("early", 5, 0);
      day.operator().start();
      second.start();
      day.operator().awaitReady();
      second.awaitReady();
      var all = new ArrayList<>(early);
      all.addAll(day.create("late", 15, 1));
      for (var session : all) {
        assertThat(day.namespace().destroyed(session).outcome()).isNotNull();
      }
    }
  }

  @Test
  void anotherOperatorTakesOver() throws Exception {
    day.work();
    try (var second = new OperatorUnderTest(cluster.folder(), "standby")) {
      second.start();
      second.awaitReady();
      var sessions = day.create("s", 5, 3);
      sessions.forEach(s -> day.namespace().reached(s, Phase.Running));
      day.operator().kill();
      day.note("the leader is gone");
      sessions.forEach(s -> Day.completed(s, day.namespace().destroyed(s)));
    }
  }

  /** Its cluster-wide objects have an owner, and Helm takes nothing from another release. */
  @Test
  void aSecondReleaseIsRefused() throws Exception {
    day.work();
    for (var release : List.of("codesession", "another")) {
      var helm =
          cluster
              .shell(
                  "helm install %s helm/codesession --namespace second --create-namespace --skip-crds"
                          .formatted(release)
                      + " --values manifests/values/simulated.yaml --set-string"
                      + " interpreter.image=localhost/simulated@sha256:%064d".formatted(0))
              .redirectErrorStream(true)
              .start();
      var answer = new String(helm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(helm.waitFor()).as(answer).isNotZero();
      assertThat(answer).contains("invalid ownership metadata");
    }
    assertThat(cluster.client().apps().deployments().inNamespace("second").list().getItems())
        .isEmpty();
    day.allComplete(day.create("s", 1, 0));
  }

  /**
   * The same operator in a jar that says another version: a class is tried again by each, and
   * sessions that one began are ended by the other.
   */
  @Test
  void upgradedAndDowngradedWithSessionsInFlight() throws Exception {
    day.work();
    for (var version : List.of("newer", "older")) {
      var sessions = day.create(version, 5, 6);
      day.awaitWord("STARTED", day.namespace().sessions().size());
      // An orderly end, as a rollout has it; these are between two operators.
      day.operator().close();
      sessions.addAll(day.create(version + "-late", 5, 1));
      day.operator(
          version.equals("newer")
              ? new OperatorUnderTest(cluster.folder(), version, Map.of(), newerClassPath())
              : new OperatorUnderTest(cluster.folder(), version));
      day.work();
      day.allComplete(sessions);
      await(() -> provenBy(NEWER) == version.equals("newer"));
    }
  }

  private static boolean provenBy(String version) {
    var sessionClass = cluster.client().resources(SessionClass.class).withName("default").get();
    return Serialization.asJson(sessionClass.getStatus()).contains('"' + version + '"');
  }

  private static String newerClassPath() throws Exception {
    var classes =
        Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target/classes");
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, NEWER);
    var file = cluster.folder().resolve("newer.jar");
    try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest);
        var found = Files.walk(classes)) {
      for (var path : found.filter(Files::isRegularFile).toList()) {
        var name = classes.relativize(path).toString();
        if (!name.equals("META-INF/MANIFEST.MF")) {
          jar.putNextEntry(new JarEntry(name));
          Files.copy(path, jar);
        }
      }
    }
    var all = System.getProperty("java.class.path").split(":");
    assertThat(all).contains(classes.toString());
    return Arrays.stream(all)
        .map(entry -> entry.equals(classes.toString()) ? file.toString() : entry)
        .collect(Collectors.joining(":"));
  }

  /** A downgrade: the CRD stays as the newer operator had it, and so do its words. */
  @Test
  void aStatusHasFieldsOfANewerOperator() throws Exception {
    day.work();
    var finished = day.create("finished", 1, 0);
    day.allComplete(finished);
    var running = day.create("running", 1, 8).getFirst();
    day.namespace().reached(running, Phase.Running);
    day.awaitWord("STARTED", 2);
    day.operator().kill();
    crd(OPEN);
    try {
      for (var name : List.of("finished1", "running1")) {
        // The API server takes a moment to go by the new schema.
        await(
            () -> {
              sayMore(name);
              return raw(name).contains("ofTheFuture");
            });
      }
      day.work();
      var all = new ArrayList<>(finished);
      all.add(running);
      all.addAll(day.create("new", 1, 0));
      day.allComplete(all);
      assertThat(raw("finished1")).as("nothing was to be written").contains("ofTheFuture");
    } finally {
      crd(OPEN.replace("add", "remove"));
    }
  }

  /** With the operator's own rights: nobody else writes a status. */
  private void sayMore(String name) {
    var rights = Config.fromKubeconfig(cluster.folder().resolve("operator.kubeconfig").toFile());
    try (var newer = new KubernetesClientBuilder().withConfig(rights).build()) {
      var session =
          newer
              .genericKubernetesResources(
                  HasMetadata.getApiVersion(CodeSession.class), "CodeSession")
              .inNamespace(day.namespace().name())
              .withName(name)
              .get();
      Map<String, Object> status = session.get("status");
      status.put("ofTheFuture", Map.of("a", List.of(1)));
      newer.resource(session).updateStatus();
    }
  }

  private String raw(String name) {
    return cluster
        .client()
        .raw(
            "/apis/codesession.dev/v1alpha1/namespaces/%s/codesessions/%s"
                .formatted(day.namespace().name(), name));
  }

  private static void crd(String patch) {
    cluster
        .client()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("codesessions.codesession.dev")
        .patch(PatchContext.of(PatchType.JSON), patch);
  }

  private static void await(Callable<Boolean> until) throws Exception {
    for (var patience = Instant.now().plus(Day.PATIENCE); !until.call(); Thread.sleep(200)) {
      assertThat(Instant.now()).as("patience").isBefore(patience);
    }
  }
}
