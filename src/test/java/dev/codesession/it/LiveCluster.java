package dev.codesession.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.audit.Anchor;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One namespace of its own on the cluster under test, and the words to speak with it. */
final class LiveCluster implements BeforeAllCallback, AfterAllCallback {
  static final String OPERATOR_NAMESPACE = "codesession-system";

  /** The operator, as the API server names it. */
  static final String OPERATOR = "system:serviceaccount:" + OPERATOR_NAMESPACE + ":codesession";

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private KubernetesClient client;
  private String namespace;

  @Override
  public void beforeAll(ExtensionContext context) {
    String kubeconfig = System.getenv("CODESESSION_TEST_KUBECONFIG");
    String why = Objects.requireNonNullElse(System.getenv("CODESESSION_TEST_SKIP_REASON"), "");
    assumeTrue(kubeconfig != null && !kubeconfig.isEmpty(), "no cluster under test: " + why);
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(new File(kubeconfig)))
            .build();
    namespace = "it-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    for (String runtime : List.of("gvisor", "runc", "runc-net", "gvisor-net")) {
      client.resource(TestClasses.of(runtime, image())).serverSideApply();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (client != null) {
      client.namespaces().withName(namespace).delete();
      client.close();
    }
  }

  KubernetesClient client() {
    return client;
  }

  /** The same administrator, in another's name. */
  KubernetesClient as(String user) {
    var config = Config.fromKubeconfig(new File(System.getenv("CODESESSION_TEST_KUBECONFIG")));
    config.setImpersonateUsername(user);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  String namespace() {
    return namespace;
  }

  /** Where the audit chain of the namespace ends; empty before its first session is recorded. */
  Optional<Anchor> auditAnchor() {
    return Optional.ofNullable(
            client
                .configMaps()
                .inNamespace(OPERATOR_NAMESPACE)
                .withName("codesession-audit-" + namespace)
                .get())
        .map(object -> Anchor.read(object.getData().get("anchor.json")));
  }

  static String image() {
    return Objects.requireNonNull(
        System.getenv("CODESESSION_TEST_IMAGE_INTERPRETER"),
        "CODESESSION_TEST_IMAGE_INTERPRETER is not set");
  }

  CodeSession create(CodeSession session) {
    return client.resource(session).inNamespace(namespace).create();
  }

  void createClass(SessionClass sessionClass) {
    client.resource(sessionClass).serverSideApply();
  }

  void classReady(String name, String status, String reason) {
    client
        .resources(SessionClass.class)
        .withName(name)
        .waitUntilCondition(
            c ->
                c != null
                    && c.getStatus() != null
                    && c.getStatus().conditions().stream()
                        .anyMatch(r -> status.equals(r.status()) && reason.equals(r.reason())),
            PATIENCE.toSeconds(),
            TimeUnit.SECONDS);
  }

  CodeSession get(CodeSession session) {
    return client
        .resources(CodeSession.class)
        .inNamespace(namespace)
        .withName(session.getMetadata().getName())
        .get();
  }

  void cancel(CodeSession session) {
    client
        .resources(CodeSession.class)
        .inNamespace(namespace)
        .withName(session.getMetadata().getName())
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"cancel\":true}}");
  }

  void delete(CodeSession session) {
    client.resource(session).inNamespace(namespace).delete();
  }

  /** Runs to the end and through destruction. */
  CodeSessionStatus run(CodeSession session) {
    return destroyed(create(session));
  }

  CodeSessionStatus finished(CodeSession session) {
    return await(session, s -> s.getStatus() != null && s.getStatus().phase() == Phase.Finished)
        .getStatus();
  }

  CodeSessionStatus destroyed(CodeSession session) {
    return await(
            session,
            s ->
                s.getStatus() != null
                    && s.getStatus().conditions().stream()
                        .anyMatch(c -> c.type().equals("Destroyed") && c.status().equals("True")))
        .getStatus();
  }

  CodeSession phase(CodeSession session, Phase phase) {
    return await(session, s -> s.getStatus() != null && s.getStatus().phase() == phase);
  }

  /**
   * Its code runs: the guest has said so in a status the operator will write later, so look at the
   * log of the sandbox itself.
   */
  void codeRuns(CodeSession session) {
    phase(session, Phase.Running);
    waitUntil(() -> log(session).contains("cs1 STARTED "));
  }

  String log(CodeSession session) {
    try {
      return String.valueOf(
          client.pods().inNamespace(namespace).withName(podName(session)).getLog());
    } catch (io.fabric8.kubernetes.client.KubernetesClientException e) {
      return "";
    }
  }

  void gone(CodeSession session) {
    waitUntil(() -> get(session) == null);
  }

  List<Pod> pods(CodeSession session) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel(Names.SESSION_UID_LABEL, session.getMetadata().getUid())
        .list()
        .getItems();
  }

  static String podName(CodeSession session) {
    return Names.pod(session.getMetadata().getUid(), 1);
  }

  private CodeSession await(CodeSession session, Predicate<CodeSession> condition) {
    return client
        .resources(CodeSession.class)
        .inNamespace(namespace)
        .withName(session.getMetadata().getName())
        .waitUntilCondition(
            s -> s != null && condition.test(s), PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  static void waitUntil(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(condition);
  }
}
