package dev.codesession.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asked, who may look, what is encrypted: the chart's choices and their defaults. */
class ChartSecurityIT {
  private static final String MUTATING = "MutatingAdmissionPolicy";
  private static final String CAN_MUTATE =
      "--api-versions admissionregistration.k8s.io/v1/" + MUTATING;

  private Helm helm;

  @BeforeEach
  void find() {
    helm = Helm.find();
  }

  private Rendered render(String... settings) {
    return new Rendered(helm.render(arguments(settings)));
  }

  private static String[] arguments(String... settings) {
    var arguments = new ArrayList<>(List.of("--set", Helm.INTERPRETER));
    for (String setting : settings) {
      arguments.addAll(
          setting.startsWith("--") ? List.of(setting.split(" ")) : List.of("--set", setting));
    }
    return arguments.toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource({"Stamp, true, false", "Require, false, false", "Optional, false, true"})
  void whoAskedIsStampedRequiredOrOptional(String mode, boolean stamped, boolean mayBeUnsaid) {
    var rendered = render("admissionPolicies.requestedBy=" + mode);
    assertThat(rendered.names(MUTATING)).hasSize(stamped ? 1 : 0);
    assertThat(rendered.names(MUTATING + "Binding")).hasSize(stamped ? 1 : 0);
    assertThat(
            rendered
                .one("ValidatingAdmissionPolicy", "codesession-requests")
                .at("/spec/validations/1/expression")
                .asText()
                .contains("!variables.requestedBy.hasValue()"))
        .isEqualTo(mayBeUnsaid);
  }

  @Test
  void autoStampsWhereTheApiServerCan() {
    assertThat(render("admissionPolicies.requestedBy=Auto", CAN_MUTATE).names(MUTATING))
        .containsExactlyInAnyOrder("codesession-requester", "codesession-finalizer");
  }

  /** One write of the operator less for each session. */
  @Test
  void theApiServerHoldsSessionsWhereItCan() {
    var rendered = render("admissionPolicies.requestedBy=Optional", CAN_MUTATE);
    assertThat(rendered.names(MUTATING)).containsExactly("codesession-finalizer");
    assertThat(rendered.names(MUTATING + "Binding")).containsExactly("codesession-finalizer");
  }

  @Test
  void stampFailsClosed() {
    var policy =
        render("admissionPolicies.requestedBy=Stamp").one(MUTATING, "codesession-requester");
    assertThat(policy.at("/spec/failurePolicy").asText()).isEqualTo("Fail");
  }

  @Test
  void runtimeClassesCanBeNamed() {
    String name = "codesession-sandbox-shape";
    assertThat(render().one("ValidatingAdmissionPolicy", name).toString()).doesNotContain("kata-a");
    assertThat(
            render("admissionPolicies.runtimeClasses={kata-a,kata-b}")
                .one("ValidatingAdmissionPolicy", name)
                .toString())
        .contains("in [\\\"kata-a\\\", \\\"kata-b\\\"]");
  }

  /** Cluster-wide it may only look, and say which classes are ready. */
  @Test
  void watchedNamespacesLeaveTheClusterRoleNothingToChangeButTheStatusOfClasses() {
    var rules = render("watchNamespaces={team-a}").rules("ClusterRole", "codesession-operator");
    for (PolicyRule rule : rules) {
      assertThat(List.of("sessionclasses", "sessionclasses/status", "nodes", "runtimeclasses"))
          .containsAll(rule.getResources());
      if (!rule.getResources().contains("sessionclasses/status")
          && !rule.getResources().contains("sessionclasses")) {
        assertThat(List.of("get", "list", "watch")).containsAll(rule.getVerbs());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "user, aggregateUserToEdit, edit",
    "viewer, aggregateViewerToView, view",
    "admin, aggregateAdminToAdmin, admin"
  })
  void tenantRolesAreAggregatedOnRequest(String role, String value, String into) {
    var label = "/metadata/labels/rbac.authorization.k8s.io~1aggregate-to-" + into;
    assertThat(render().one("ClusterRole", "codesession-" + role).at(label).isMissingNode())
        .isTrue();
    assertThat(
            render("tenantRoles." + value + "=true")
                .one("ClusterRole", "codesession-" + role)
                .at(label)
                .asText())
        .isEqualTo("true");
  }

  @Test
  void noTenantRoleWritesWhatIsTheOperators() {
    for (String role : List.of("user", "viewer", "admin")) {
      for (PolicyRule rule : render().rules("ClusterRole", "codesession-" + role)) {
        if (!rule.getResources().contains("codesessions") || role.equals("viewer")) {
          assertThat(List.of("get", "list", "watch")).containsAll(rule.getVerbs());
        }
        assertThat(rule.getResources()).doesNotContain("secrets", "pods/exec", "pods/log", "*");
      }
    }
  }

  @Test
  void metricsAreServedOverTlsWithACertificate() {
    var rendered = render("metrics.tls.secretName=metrics", "metrics.serviceMonitor.enabled=true");
    var pod = rendered.one("Deployment", "codesession").at("/spec/template/spec");
    assertThat(pod.at("/volumes/1/secret/secretName").asText()).isEqualTo("metrics");
    assertThat(pod.at("/containers/0/ports/1/name").asText()).isEqualTo("https");
    assertThat(pod.at("/containers/0/livenessProbe/httpGet/port").asText()).isEqualTo("http");
    assertThat(rendered.one("Service", "codesession-metrics").at("/spec/ports").toString())
        .contains("\"https\"")
        .doesNotContain("\"http\"");
    JsonNode endpoint = rendered.one("ServiceMonitor", "codesession").at("/spec/endpoints/0");
    assertThat(endpoint.at("/scheme").asText()).isEqualTo("https");
    assertThat(endpoint.at("/tlsConfig/serverName").asText())
        .isEqualTo("codesession-metrics.codesession-system.svc");
    assertThat(endpoint.at("/tlsConfig/ca/secret/key").asText()).isEqualTo("ca.crt");
  }

  @Test
  void metricsAskWhoReadsThemOnlyOverTls() {
    var rendered = render("metrics.tls.secretName=metrics", "metrics.auth=TokenReview");
    assertThat(rendered.one("ClusterRoleBinding", "codesession-metrics-judge").at("/roleRef/name"))
        .hasToString("\"system:auth-delegator\"");
    assertThat(rendered.one("ClusterRole", "codesession-metrics").at("/rules").toString())
        .isEqualTo("[{\"nonResourceURLs\":[\"/metrics\"],\"verbs\":[\"get\"]}]");
    assertThat(render().names("ClusterRoleBinding")).containsExactly("codesession-operator");
    assertThat(helm.template(arguments("metrics.auth=TokenReview")).output())
        .contains("needs metrics.tls.secretName");
  }

  /** Certificates are checked everywhere, and nothing can be set to stop that. */
  @ParameterizedTest
  @ValueSource(strings = {"helm/codesession", "manifests"})
  void nothingTurnsVerificationOff(String folder) throws IOException {
    try (Stream<java.nio.file.Path> files = Files.walk(java.nio.file.Path.of(folder))) {
      for (java.nio.file.Path file : files.filter(Files::isRegularFile).toList()) {
        // The one switch that says so: it skips a canary, and no check of a session.
        assertThat(
                Files.readString(file).toLowerCase(Locale.ROOT).replace("insecureskipcanary", ""))
            .as(file.toString())
            .doesNotContain("insecure", "skipverify", "skip-verify", "trust_certificates")
            .doesNotContain("trustcertificates", "disable_hostname_verification");
      }
    }
  }
}
