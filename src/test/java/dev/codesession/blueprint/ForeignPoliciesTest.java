package dev.codesession.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which policies of others open the fence: those that select a sandbox and allow anything. */
final class ForeignPoliciesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | {podSelector: {}, policyTypes: [Egress], egress: [{}]}",
        "true  | {podSelector: {}, policyTypes: [Ingress], ingress: [{}]}",
        "true  | {podSelector: {}, ingress: [{ports: [{port: 80}]}]}",
        "true  | {podSelector: {}, egress: [{ports: [{port: 53}]}]}",
        "true  | {policyTypes: [Egress], egress: [{}]}",
        "false | {podSelector: {}, policyTypes: [Ingress, Egress]}",
        "false | {podSelector: {}, policyTypes: [Ingress], egress: [{}]}",
        "false | {podSelector: {}}",
        "false | {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{}]}",
        "true  | {podSelector: {matchLabels: {codesession.dev/role: sandbox}}, policyTypes: [Egress], egress: [{}]}",
        "true  | {podSelector: {matchLabels: {codesession.dev/session-uid: u1}}, policyTypes: [Egress], egress: [{}]}",
        "false | {podSelector: {matchLabels: {codesession.dev/session-uid: u2}}, policyTypes: [Egress], egress: [{}]}",
        "true  | {podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}, egress: [{}]}",
        "false | {podSelector: {matchExpressions: [{key: app, operator: Exists}]}, egress: [{}]}",
        "true  | {podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}, egress: [{}]}",
        "false | {podSelector: {matchExpressions: [{key: app, operator: In, values: [web]}]}, egress: [{}]}",
        "true  | {podSelector: {matchExpressions: [{key: codesession.dev/role, operator: In, values: [sandbox]}]}, egress: [{}]}",
        "true  | {podSelector: {matchExpressions: [{key: app, operator: Newer}]}, egress: [{}]}",
      })
  void one(boolean opens, String spec) {
    assertThat(opening("{metadata: {name: theirs}, spec: " + spec + "}"))
        .isEqualTo(opens ? List.of("theirs") : List.of());
  }

  @Test
  void theGuardItselfIsNotForeign() {
    assertThat(
            opening("{metadata: {name: codesession-guard}, spec: {podSelector: {}, egress: [{}]}}"))
        .isEmpty();
  }

  private static List<String> opening(String policy) {
    return ForeignPolicies.opening(
        List.of(Serialization.unmarshal("---\n" + policy, NetworkPolicy.class)),
        SandboxPod.labels("u1"));
  }
}
