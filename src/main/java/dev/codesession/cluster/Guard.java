package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.blueprint.ForeignPolicies;
import dev.codesession.blueprint.NamespaceGuard;
import dev.codesession.blueprint.SandboxPod;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The deny-all policy and the quota of a namespace: held against the desired content field by
 * field, not by an annotation, since whoever may edit the object can keep an annotation.
 */
public final class Guard {
  private static final NetworkPolicySpec POLICY = NamespaceGuard.networkPolicy("").getSpec();

  private final KubernetesClient client;
  private final Caches caches;
  private final String priorityClassName;
  private final Tampering tampering;
  private volatile @Nullable Desired desired;

  /** What every quota says as long as these are the classes: each pass asks for it. */
  private record Desired(List<SessionClass> of, ResourceQuotaSpec spec) {}

  public Guard(
      KubernetesClient client, Caches caches, String priorityClassName, Tampering tampering) {
    this.client = client;
    this.caches = caches;
    this.priorityClassName = priorityClassName;
    this.tampering = tampering;
  }

  /**
   * Both objects were seen with the right content, and the quota controller has taken the quota up.
   */
  boolean inForce(String namespace) {
    var policy = caches.policy(namespace);
    var quota = caches.quota(namespace);
    boolean policyHolds = policyHolds(policy);
    boolean quotaHolds = quotaHolds(quota);
    if (policyHolds) {
      policy.ifPresent(p -> tampering.inForce(p, p.getSpec()));
    }
    if (quotaHolds) {
      quota.ifPresent(q -> tampering.inForce(q, q.getSpec()));
    }
    return policyHolds && quotaHolds && quota.map(Guard::takenUp).orElse(false);
  }

  /** Without it the API server refuses every pod: "status unknown for quota". */
  private static boolean takenUp(ResourceQuota quota) {
    return quota.getStatus() != null
        && quota.getStatus().getHard() != null
        && quota.getStatus().getHard().equals(quota.getSpec().getHard());
  }

  /** Policies of others that open the guard for the pods of this session. */
  List<String> openers(String namespace, String sessionUid) {
    return ForeignPolicies.opening(caches.policies(namespace), SandboxPod.labels(sessionUid));
  }

  /** Makes what is missing, puts right what differs, and tells of what others have done. */
  void establish(CodeSession session, List<String> openers) {
    var namespace = session.getMetadata().getNamespace();
    var policy = NamespaceGuard.networkPolicy(namespace);
    openers.forEach(opener -> tampering.opened(policy, opener));
    var foundPolicy = caches.policy(namespace);
    if (!policyHolds(foundPolicy)) {
      write(foundPolicy, policy, NetworkPolicy::getSpec);
    }
    var foundQuota = caches.quota(namespace);
    if (!quotaHolds(foundQuota)) {
      var quota = NamespaceGuard.quota(namespace, caches.classes(), priorityClassName);
      write(foundQuota, quota, ResourceQuota::getSpec);
    }
  }

  private static boolean policyHolds(Optional<NetworkPolicy> found) {
    return found
        .filter(p -> p.getMetadata().getDeletionTimestamp() == null && POLICY.equals(p.getSpec()))
        .isPresent();
  }

  private boolean quotaHolds(Optional<ResourceQuota> found) {
    return found
        .filter(
            q ->
                q.getMetadata().getDeletionTimestamp() == null
                    && room(caches.classes()).equals(q.getSpec()))
        .isPresent();
  }

  private ResourceQuotaSpec room(List<SessionClass> classes) {
    var known = desired;
    if (known == null || !known.of().equals(classes)) {
      known = new Desired(classes, NamespaceGuard.quota("", classes, priorityClassName).getSpec());
      desired = known;
    }
    return known.spec();
  }

  private <T extends HasMetadata> void write(
      Optional<T> found, T desired, Function<T, Object> content) {
    found.ifPresentOrElse(
        f -> tampering.different(desired, content.apply(f)), () -> tampering.missing(desired));
    put(found, desired);
    tampering.written(desired, content.apply(desired));
  }

  private <T extends HasMetadata> void put(Optional<T> found, T desired) {
    // On a conflict another session of the namespace was quicker, or the cache lags: what counts
    // is what will be observed.
    Removal.ignoring(
        HttpURLConnection.HTTP_CONFLICT,
        () ->
            Impatience.ask(
                client,
                once ->
                    found.isPresent()
                        ? once.resource(desired).update()
                        : once.resource(desired).create()));
  }
}
