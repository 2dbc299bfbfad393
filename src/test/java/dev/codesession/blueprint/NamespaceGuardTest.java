package dev.codesession.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.admission.Examples;
import dev.codesession.admission.Examples.Rules;
import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.NamespaceQuota;
import dev.codesession.api.v1alpha1.SessionClass;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The two objects of a namespace, and the Secret of a session. */
final class NamespaceGuardTest {
  @Test
  void thePolicyDeniesEverythingToEverySandbox() {
    var policy = NamespaceGuard.networkPolicy("team-a");
    Golden.check("guard", "policy", policy);
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getSpec().getIngress()).isEmpty();
    assertThat(policy.getSpec().getEgress()).isEmpty();
    assertThat(policy.getSpec().getPodSelector().getMatchExpressions()).isEmpty();
  }

  @Test
  void theQuotaCountsSandboxesOnly() {
    var quota = NamespaceGuard.quota("team-a", List.of(), "low");
    Golden.check("guard", "quota", quota);
    var scope = quota.getSpec().getScopeSelector().getMatchExpressions().getFirst();
    assertThat(scope.getScopeName()).isEqualTo("PriorityClass");
    assertThat(scope.getValues()).containsExactly("low");
  }

  @Test
  void theLargestNumbersOfAllClassesCount() {
    var hard =
        NamespaceGuard.quota(
                "team-a",
                List.of(
                    withQuota(10, "2", "4Gi"),
                    withQuota(20, "1500m", "4000Mi"),
                    withQuota(5, null, null)),
                "low")
            .getSpec()
            .getHard();
    assertThat(hard)
        .isEqualTo(
            Map.of(
                "pods", new Quantity("20"),
                "limits.cpu", new Quantity("64"),
                "limits.memory", new Quantity("128Gi")));
  }

  @Test
  void aSmallQuotaIsKeptSmall() {
    var hard =
        NamespaceGuard.quota("team-a", List.of(withQuota(1, "500m", "1Gi")), "low")
            .getSpec()
            .getHard();
    assertThat(hard.get("pods")).isEqualTo(new Quantity("1"));
    assertThat(hard.get("limits.cpu")).isEqualTo(new Quantity("500m"));
  }

  @Test
  void filesGoIntoOneImmutableSecretOfTheSession() {
    var files =
        List.of(
            new ArtifactStatus("plot.png", 3L, "aa", "image/png", "AAAA", null),
            new ArtifactStatus("lost.bin", 3L, "bb", null, null, null),
            new ArtifactStatus("b.txt", 3L, "cc", "text/plain", "BBBB", null));
    var secret = ArtifactSecret.of(Examples.session(), files);
    Golden.check("artifacts", "secret", secret);
    assertThat(secret.getImmutable()).isTrue();
    assertThat(secret.getData())
        .containsOnly(Map.entry("artifact-0", "AAAA"), Map.entry("artifact-2", "BBBB"));
    assertThat(secret.getMetadata().getName()).isEqualTo(Names.artifactSecret(Examples.UID));
    assertThat(Ownership.isOwner(Examples.UID, secret)).isTrue();
  }

  private static SessionClass withQuota(Integer sessions, String cpu, String memory) {
    var quota = new NamespaceQuota(sessions, quantity(cpu), quantity(memory));
    // Through YAML, so that a class with one field more does not change this test.
    var yaml = Serialization.asYaml(Rules.PLAIN.named("a"));
    var addition = "spec:\n  quota: " + Serialization.asJson(quota) + "\n";
    return Serialization.unmarshal(yaml.replace("spec:\n", addition), SessionClass.class);
  }

  private static Quantity quantity(String text) {
    return text == null ? null : new Quantity(text);
  }
}
