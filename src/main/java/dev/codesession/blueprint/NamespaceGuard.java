package dev.codesession.blueprint;

import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.NamespaceQuota;
import dev.codesession.api.v1alpha1.SessionClass;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The two objects that every namespace with sessions has, before its first pod: nothing in, nothing
 * out, and no more than so much. Per namespace, not per session: a policy per session races with
 * the pod's start, and quotas per session would add up wrongly.
 */
public final class NamespaceGuard {
  private static final NamespaceQuota DEFAULT =
      new NamespaceQuota(50, new Quantity("64"), new Quantity("128Gi"));
  private static final Map<String, String> LABELS =
      Map.of(Names.MANAGED_BY_LABEL, Names.MANAGED_BY);

  private NamespaceGuard() {}

  /** Denies everything to and from every sandbox of the namespace. */
  public static NetworkPolicy networkPolicy(String namespace) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(Names.GUARD)
        .withNamespace(namespace)
        .withLabels(LABELS)
        .endMetadata()
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Map.of(Names.ROLE_LABEL, Names.SANDBOX_ROLE))
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .endSpec()
        .build();
  }

  /** Bounds the sandboxes of the namespace together; other pods do not count. */
  public static ResourceQuota quota(
      String namespace, Collection<SessionClass> classes, String priorityClassName) {
    return new ResourceQuotaBuilder()
        .withNewMetadata()
        .withName(Names.GUARD)
        .withNamespace(namespace)
        .withLabels(LABELS)
        .endMetadata()
        .withNewSpec()
        .withHard(
            Map.of(
                "pods", new Quantity(Integer.toString(sessions(classes))),
                "limits.cpu",
                    largest(classes, NamespaceQuota::cpu, Objects.requireNonNull(DEFAULT.cpu())),
                "limits.memory",
                    largest(
                        classes, NamespaceQuota::memory, Objects.requireNonNull(DEFAULT.memory()))))
        .withNewScopeSelector()
        .addNewMatchExpression()
        .withScopeName("PriorityClass")
        .withOperator("In")
        .withValues(priorityClassName)
        .endMatchExpression()
        .endScopeSelector()
        .endSpec()
        .build();
  }

  private static int sessions(Collection<SessionClass> classes) {
    int fallback = Objects.requireNonNull(DEFAULT.sessions());
    return classes.stream()
        .map(NamespaceGuard::quotaOf)
        .map(q -> Objects.requireNonNullElse(q.sessions(), fallback))
        .max(Integer::compare)
        .orElse(fallback);
  }

  private static Quantity largest(
      Collection<SessionClass> classes,
      Function<NamespaceQuota, @Nullable Quantity> field,
      Quantity fallback) {
    return classes.stream()
        .map(NamespaceGuard::quotaOf)
        .map(q -> Objects.requireNonNullElse(field.apply(q), fallback))
        .max((a, b) -> a.getNumericalAmount().compareTo(b.getNumericalAmount()))
        .orElse(fallback);
  }

  private static NamespaceQuota quotaOf(SessionClass sessionClass) {
    var spec = sessionClass.getSpec();
    return spec == null || spec.quota() == null ? DEFAULT : spec.quota();
  }
}
