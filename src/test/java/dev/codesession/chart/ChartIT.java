package dev.codesession.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.ConfinementFeature;
import dev.codesession.api.v1alpha1.KernelRequirement;
import dev.codesession.api.v1alpha1.SessionClassSpec;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renders the chart and looks at what matters for security. */
class ChartIT {
  private static final String[] DEFAULT = {"--set", Helm.INTERPRETER};
  private static final String[] TWO_NAMESPACES = {
    "--set", Helm.INTERPRETER, "--set", "watchNamespaces={team-a,team-b}"
  };
  private static final String[] WITHOUT_POLICIES = {
    "--set", Helm.INTERPRETER, "--set", "admissionPolicies.enabled=false"
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  private Helm helm;

  @BeforeEach
  void find() {
    helm = Helm.find();
  }

  @Test
  void lints() {
    assertThat(
            helm.run(List.of("lint", "--strict", "--set", Helm.INTERPRETER, Helm.CHART.toString())))
        .satisfies(answer -> assertThat(answer.exitCode()).as(answer.output()).isZero());
  }

  @Test
  void operatorIsRestricted() {
    JsonNode pod =
        spec(one(helm.render(DEFAULT), "Deployment", "codesession")).at("/template/spec");
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pod.at("/enableServiceLinks").asBoolean(true)).isFalse();
    assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("initContainers")).isFalse();
    assertThat(pod.at("/containers")).hasSize(1);
    JsonNode container = pod.at("/containers/0");
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/capabilities").toString())
        .isEqualTo("{\"drop\":[\"ALL\"]}");
    assertThat(container.at("/resources/limits/memory").asText()).isEqualTo("512Mi");
    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/livez");
    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/readyz");
    assertThat(pod.at("/volumes").toString())
        .isEqualTo(
            "[{\"name\":\"tmp\",\"emptyDir\":{\"medium\":\"Memory\",\"sizeLimit\":\"64Mi\"}}]");
  }

  @Test
  void settingsReachTheOperator() {
    JsonNode container = container(helm.render(TWO_NAMESPACES));
    assertThat(
            environment(container, "CODESESSION_NAMESPACE")
                .at("/valueFrom/fieldRef/fieldPath")
                .asText())
        .isEqualTo("metadata.namespace");
    assertThat(
            environment(container, "CODESESSION_IDENTITY")
                .at("/valueFrom/fieldRef/fieldPath")
                .asText())
        .isEqualTo("metadata.name");
    assertThat(environment(container, "CODESESSION_WATCH_NAMESPACES").at("/value").asText())
        .isEqualTo("team-a,team-b");
    assertThat(environment(container, "CODESESSION_LEADER_ELECTION").at("/value").asText())
        .isEqualTo("true");
    assertThat(environment(container, "CODESESSION_PRIORITY_CLASS").at("/value").asText())
        .isEqualTo("codesession-sandbox");
    assertThat(environment(container, "CODESESSION_PROBES").at("/value").asText())
        .isEqualTo("metadata=169.254.169.254:80,metadata6=[fd00:ec2::254]:80,public=1.1.1.1:443");
  }

  @Test
  void nobodyGetsWhatNobodyNeeds() {
    for (String[] arguments : List.of(DEFAULT, TWO_NAMESPACES, WITHOUT_POLICIES)) {
      for (PolicyRule rule : rules(helm.render(arguments))) {
        assertThat(rule.getResources())
            .doesNotContain(
                "pods/exec",
                "pods/ephemeralcontainers",
                "pods/portforward",
                "pods/proxy",
                "nodes/proxy",
                "*",
                "pods/*");
        assertThat(rule.getVerbs()).doesNotContain("*", "escalate", "bind", "impersonate");
        if (!rule.getResources().equals(List.of("codesessions"))) {
          assertThat(rule.getVerbs()).doesNotContain("deletecollection");
        }
        assertThat(rule.getApiGroups()).doesNotContain("*");
        if (rule.getResources().contains("secrets") && rule.getResourceNames().isEmpty()) {
          // Written and taken away, never read.
          assertThat(rule.getVerbs()).isSubsetOf("create", "delete");
        }
        if (rule.getResources().contains("secrets") && !rule.getResourceNames().isEmpty()) {
          assertThat(rule.getResourceNames()).containsExactly("codesession-seal");
          assertThat(rule.getVerbs()).containsExactly("get");
        }
      }
    }
  }

  @Test
  void sinksBecomeSettingsMountsAndAWayThroughTheFence() {
    List<GenericKubernetesResource> rendered =
        helm.render(
            "--set",
            Helm.INTERPRETER,
            "--set-json",
            "alerts.sinks=[{\"name\":\"soc\",\"type\":\"CloudEvents\",\"url\":\"https://soc.example.com/x\",\"secretName\":\"soc-alerts\"},"
                + "{\"name\":\"siem\",\"type\":\"Syslog\",\"url\":\"tls://siem:6514\"}]");
    String pod = spec(one(rendered, "Deployment", "codesession")).toString();
    assertThat(pod)
        .contains("\"mountPath\":\"/alerts/soc\"", "\"secretName\":\"soc-alerts\"")
        .contains("\\\"name\\\":\\\"siem\\\"")
        .doesNotContain("\\\"secretName\\\"");
    assertThat(spec(one(rendered, "NetworkPolicy", "codesession")).at("/egress").toString())
        .contains("\"port\":443", "\"port\":6514");
  }

  @Test
  void collectorsAreNamedToTheOperatorAndHaveAWayThroughTheFence() {
    var endpoint = "https://collector.observability:4318";
    List<GenericKubernetesResource> rendered =
        helm.render(
            "--set",
            Helm.INTERPRETER,
            "--set",
            "tracing.endpoint=" + endpoint + ",tracing.secretName=traces,audit.export=Otlp",
            "--set",
            "audit.endpoint=https://archive.example.com/otlp,audit.secretName=archive");
    assertThat(spec(one(rendered, "Deployment", "codesession")).toString())
        .contains("{\"name\":\"OTEL_EXPORTER_OTLP_ENDPOINT\",\"value\":\"" + endpoint + "\"}")
        .contains("\"value\":\"https://archive.example.com/otlp\"")
        .contains("\"secretName\":\"traces\"", "\"mountPath\":\"/traces-collector\"")
        .contains("\"secretName\":\"archive\"", "\"mountPath\":\"/audit-collector\"");
    assertThat(spec(one(rendered, "NetworkPolicy", "codesession")).at("/egress").toString())
        .contains("\"port\":4318", "\"port\":443");
    assertThat(helm.render("--set", Helm.INTERPRETER).toString()).doesNotContain("OTEL_");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alerts.sinks=[{\"name\":\"soc\",\"type\":\"Falco\",\"url\":\"tcp://a:1\"}]",
        "alerts.sinks=[{\"name\":\"soc\",\"type\":\"Falcon\",\"url\":\"http://a\"}]",
        "alerts.sinks=[{\"name\":\"soc\",\"type\":\"Falco\",\"url\":\"http://a\",\"secretName\":\"s\"}]",
        "alerts.sinks=[{\"name\":\"soc\",\"type\":\"Syslog\",\"url\":\"tls://a\"}]",
        "tracing.endpoint=\"collector:4317\"",
        "tracing={\"endpoint\":\"http://collector:4318\",\"secretName\":\"s\"}",
        "audit={\"export\":\"Otlp\",\"endpoint\":\"http://collector:4318\",\"secretName\":\"s\"}",
        "audit.export=\"Otlp\"",
        "audit.export=\"Everywhere\""
      })
  void badSettingsOfEvidenceAreRefused(String values) {
    assertThat(
            helm.run(
                List.of(
                    "template",
                    "x",
                    Helm.CHART.toString(),
                    "--set",
                    Helm.INTERPRETER,
                    "--set-json",
                    values)))
        .satisfies(answer -> assertThat(answer.exitCode()).as(answer.output()).isNotZero());
  }

  @Test
  void watchedNamespacesNeedNoClusterRoleButForClassesAndNodes() {
    List<GenericKubernetesResource> rendered = helm.render(TWO_NAMESPACES);
    Set<String> resources =
        rules(one(rendered, "ClusterRole", "codesession-operator")).stream()
            .flatMap(rule -> rule.getResources().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(resources)
        .containsExactly("nodes", "runtimeclasses", "sessionclasses", "sessionclasses/status");
    assertThat(all(rendered, "ClusterRoleBinding")).hasSize(1);
    assertThat(
            all(rendered, "Role")
                .filter(role -> role.getMetadata().getName().equals("codesession-operator"))
                .map(role -> role.getMetadata().getNamespace()))
        .containsExactlyInAnyOrder("team-a", "team-b");
    assertThat(all(rendered, "ValidatingAdmissionPolicyBinding"))
        .allSatisfy(
            binding ->
                assertThat(
                        spec(binding)
                            .at("/matchResources/namespaceSelector/matchExpressions/0/values")
                            .toString())
                    .isEqualTo("[\"team-a\",\"team-b\",\"codesession-system\"]"));
  }

  @Test
  void policiesFailClosedAndNameTheOperator() {
    List<GenericKubernetesResource> rendered = helm.render(DEFAULT);
    assertThat(all(rendered, "ValidatingAdmissionPolicy"))
        .hasSize(10)
        .allSatisfy(
            policy -> {
              assertThat(spec(policy).at("/failurePolicy").asText()).isEqualTo("Fail");
              // On others' objects it must cost nothing; requests are all ours.
              assertThat(spec(policy).has("matchConditions"))
                  .isEqualTo(!policy.getMetadata().getName().equals("codesession-requests"));
            });
    assertThat(all(rendered, "ValidatingAdmissionPolicyBinding"))
        .hasSize(10)
        .allSatisfy(
            binding ->
                assertThat(spec(binding).at("/validationActions").toString())
                    .isEqualTo("[\"Deny\",\"Audit\"]"));
    assertThat(
            spec(one(rendered, "ValidatingAdmissionPolicy", "codesession-sandbox-connect"))
                .toString())
        .contains("system:serviceaccount:codesession-system:codesession");
    assertThat(all(helm.render(WITHOUT_POLICIES), "ValidatingAdmissionPolicy")).isEmpty();
    assertThat(all(helm.render(WITHOUT_POLICIES), "ValidatingAdmissionPolicyBinding")).isEmpty();
  }

  @Test
  void nobodyMayRunCodeByAggregationUnlessTheAdministratorSaysSo() {
    assertThat(all(helm.render(DEFAULT), "ClusterRole"))
        .allSatisfy(
            role ->
                assertThat(role.getMetadata().getLabels().keySet())
                    .noneMatch(label -> label.contains("aggregate-to")));
    GenericKubernetesResource user =
        one(
            helm.render("--set", Helm.INTERPRETER, "--set", "tenantRoles.aggregateUserToEdit=true"),
            "ClusterRole",
            "codesession-user");
    assertThat(user.getMetadata().getLabels())
        .containsEntry("rbac.authorization.k8s.io/aggregate-to-edit", "true");
  }

  @Test
  void replicasBringABudget() {
    assertThat(all(helm.render(DEFAULT), "PodDisruptionBudget")).isEmpty();
    assertThat(
            all(
                helm.render("--set", Helm.INTERPRETER, "--set", "replicas=3"),
                "PodDisruptionBudget"))
        .hasSize(1);
  }

  @Test
  void digestWinsOverTag() {
    JsonNode container =
        container(
            helm.render(
                "--set",
                Helm.INTERPRETER,
                "--set",
                "image.digest=" + Helm.DIGEST,
                "--set",
                "image.tag=x"));
    assertThat(container.at("/image").asText())
        .isEqualTo("localhost/codesession/operator@" + Helm.DIGEST);
  }

  @Test
  void fenceOfTheOperatorOpensOnePortAndTheApiServer() {
    JsonNode policy =
        spec(
            one(
                helm.render("--set", Helm.INTERPRETER, "--set", "networkPolicy.dns=false"),
                "NetworkPolicy",
                "codesession"));
    assertThat(policy.at("/ingress").toString())
        .isEqualTo("[{\"ports\":[{\"protocol\":\"TCP\",\"port\":\"http\"}]}]");
    assertThat(policy.at("/egress").toString())
        .isEqualTo(
            "[{\"ports\":[{\"protocol\":\"TCP\",\"port\":443},{\"protocol\":\"TCP\",\"port\":6443}]}]");
  }

  @Test
  void sandboxesPushNobodyOut() {
    GenericKubernetesResource priority =
        one(helm.render(DEFAULT), "PriorityClass", "codesession-sandbox");
    assertThat(priority.getAdditionalProperties())
        .containsEntry("preemptionPolicy", "Never")
        .containsEntry("globalDefault", false);
  }

  @Test
  void defaultClassIsStrict() {
    GenericKubernetesResource found = one(helm.render(DEFAULT), "SessionClass", "default");
    assertThat(found.getMetadata().getAnnotations())
        .containsEntry("codesession.dev/is-default-class", "true");
    SessionClassSpec spec = JSON.convertValue(spec(found), SessionClassSpec.class);
    assertThat(spec.runtimeClassName()).isEqualTo("kata-qemu");
    assertThat(spec.languages()).extracting("name").containsExactly("python", "bash", "javascript");
    assertThat(spec.isolation())
        .satisfies(
            isolation -> assertThat(isolation.kernel()).isEqualTo(KernelRequirement.Dedicated));
    assertThat(spec.isolation().confinement()).containsExactly(ConfinementFeature.values());
    assertThat(spec.limits().defaults()).hasNoNullFieldsOrProperties();
    assertThat(spec.limits().max()).hasNoNullFieldsOrProperties();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local-gvisor", "local-runc"})
  void localValuesChangeTheClassOnly(String values) {
    String[] local = {
      "--set", Helm.INTERPRETER, "--values", "manifests/values/" + values + ".yaml"
    };
    List<GenericKubernetesResource> ordinary = helm.render(DEFAULT);
    assertThat(helm.render(local))
        .hasSameSizeAs(ordinary)
        .filteredOn(resource -> !resource.getKind().equals("SessionClass"))
        .isEqualTo(
            ordinary.stream()
                .filter(resource -> !resource.getKind().equals("SessionClass"))
                .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown=1",
        "image.unknown=1",
        "defaultClass.limits.max.unknown=1",
        "admissionPolicies.unknown=true",
        "replicas=many",
        "image.digest=sha256:short",
        "logLevel=LOUD",
        "defaultClass.startDeadline=soon",
        "isolationProbes.x=nowhere",
        "watchNamespaces={Not_A_Name}"
      })
  void schemaRefuses(String value) {
    Helm.Answer answer = helm.template("--set", Helm.INTERPRETER, "--set", value);
    assertThat(answer.exitCode()).isNotZero();
    assertThat(answer.output()).contains("values don't meet the specifications of the schema");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost/codesession/interpreter:dev"})
  void interpreterWithoutDigestIsRefusedUnlessAllowed(String image) {
    assertThat(helm.template("--set", "interpreter.image=" + image).output()).contains("by digest");
    assertThat(
            helm.template(
                    "--set",
                    "interpreter.image=localhost/i:dev",
                    "--set",
                    "defaultClass.allowTags=true")
                .exitCode())
        .isZero();
  }

  @Test
  void samplesAndClassesAreWhatTheRecordsSay() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("manifests"))) {
      for (Path file :
          files
              .filter(path -> path.toString().matches(".*/(samples|classes)/.*\\.yaml"))
              .toList()) {
        GenericKubernetesResource read =
            Serialization.unmarshal(Files.readString(file), GenericKubernetesResource.class);
        Class<?> type =
            read.getKind().equals("CodeSession") ? CodeSessionSpec.class : SessionClassSpec.class;
        JsonNode written = JSON.valueToTree(JSON.convertValue(spec(read), type));
        assertThat(written).as(file.toString()).isEqualTo(spec(read));
      }
    }
  }

  private static Stream<GenericKubernetesResource> all(
      List<GenericKubernetesResource> rendered, String kind) {
    return rendered.stream().filter(resource -> resource.getKind().equals(kind));
  }

  private static GenericKubernetesResource one(
      List<GenericKubernetesResource> rendered, String kind, String name) {
    return all(rendered, kind)
        .filter(resource -> resource.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode spec(GenericKubernetesResource resource) {
    return JSON.valueToTree(resource).path("spec");
  }

  private static JsonNode container(List<GenericKubernetesResource> rendered) {
    return spec(one(rendered, "Deployment", "codesession")).at("/template/spec/containers/0");
  }

  private static JsonNode environment(JsonNode container, String name) {
    for (JsonNode variable : container.path("env")) {
      if (variable.path("name").asText().equals(name)) {
        return variable;
      }
    }
    throw new AssertionError("no variable " + name);
  }

  private static List<PolicyRule> rules(List<GenericKubernetesResource> rendered) {
    return rendered.stream()
        .filter(resource -> resource.getKind().endsWith("Role"))
        .flatMap(role -> rules(role).stream())
        .toList();
  }

  private static List<PolicyRule> rules(GenericKubernetesResource role) {
    return JSON.convertValue(role.getAdditionalProperties().get("rules"), new TypeReference<>() {});
  }
}
