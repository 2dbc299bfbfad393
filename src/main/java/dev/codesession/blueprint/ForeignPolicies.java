package dev.codesession.blueprint;

import dev.codesession.api.v1alpha1.Names;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * NetworkPolicies add up: what one of them allows no other can deny. So the guard is worth nothing
 * where a policy of somebody else selects the same pods and allows something.
 */
public final class ForeignPolicies {
  private ForeignPolicies() {}

  /** Names of those that open something for a pod with these labels, sorted. */
  public static List<String> opening(
      Collection<NetworkPolicy> ofNamespace, Map<String, String> podLabels) {
    return ofNamespace.stream()
        .filter(p -> !Names.GUARD.equals(p.getMetadata().getName()))
        .filter(p -> p.getSpec() != null)
        .filter(p -> selects(p.getSpec().getPodSelector(), podLabels) && allows(p.getSpec()))
        .map(p -> p.getMetadata().getName())
        .sorted()
        .toList();
  }

  /** A rule without any content allows everything; only an absent rule allows nothing. */
  private static boolean allows(NetworkPolicySpec spec) {
    var types = spec.getPolicyTypes();
    boolean ingress = types.isEmpty() || types.contains("Ingress");
    boolean egress = types.isEmpty() || types.contains("Egress");
    return (ingress && !spec.getIngress().isEmpty()) || (egress && !spec.getEgress().isEmpty());
  }

  private static boolean selects(LabelSelector selector, Map<String, String> labels) {
    if (selector == null) {
      return true;
    }
    var exact = selector.getMatchLabels();
    return (exact == null || labels.entrySet().containsAll(exact.entrySet()))
        && selector.getMatchExpressions().stream().allMatch(e -> matches(e, labels));
  }

  /** An operator of a newer version is taken to match: better one alarm too many. */
  private static boolean matches(LabelSelectorRequirement asked, Map<String, String> labels) {
    var value = labels.get(asked.getKey());
    return switch (asked.getOperator()) {
      case "In" -> value != null && asked.getValues().contains(value);
      case "NotIn" -> value == null || !asked.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case String newer -> true;
    };
  }
}
