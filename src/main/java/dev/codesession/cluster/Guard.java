package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.blueprint.ForeignPolicies;
import dev.codesession.blueprint.NamespaceGuard;
import dev.codesession.blueprint.SandboxPod;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The deny-all policy and the quota of a namespace: held against the desired content field by
 * field, not by an annotation, since whoever may edit the object can keep an annotation.
 */
public final class Guard {
  private final KubernetesClient client;
  private final Caches caches;
  private final String priorityClassName;
  private final Tampering tampering;

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
    boolean policyHolds = policyHolds(policy, desiredPolicy(namespace));
    boolean quotaHolds = quotaHolds(quota, desiredQuota(namespace));
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
    var policy = desiredPolicy(namespace);
    openers.forEach(opener -> tampering.opened(policy, opener));
    var foundPolicy = caches.policy(namespace);
    if (!policyHolds(foundPolicy, policy)) {
      write(foundPolicy, policy, NetworkPolicy::getSpec);
    }
    var quota = desiredQuota(namespace);
    var foundQuota = caches.quota(namespace);
    if (!quotaHolds(foundQuota, quota)) {
      write(foundQuota, quota, ResourceQuota::getSpec);
    }
  }

  private NetworkPolicy desiredPolicy(String namespace) {
    return NamespaceGuard.networkPolicy(namespace);
  }

  private ResourceQuota desiredQuota(String namespace) {
    return NamespaceGuard.quota(namespace, caches.classes(), priorityClassName);
  }

  private static boolean policyHolds(Optional<NetworkPolicy> found, NetworkPolicy desired) {
    return found
        .filter(
            p ->
                p.getMetadata().getDeletionTimestamp() == null
                    && Objects.equals(p.getSpec(), desired.getSpec()))
        .isPresent();
  }

  private static boolean quotaHolds(Optional<ResourceQuota> found, ResourceQuota desired) {
    return found
        .filter(
            q ->
                q.getMetadata().getDeletionTimestamp() == null
                    && Objects.equals(q.getSpec(), desired.getSpec()))
        .isPresent();
  }

  private <T extends HasMetadata> void write(
      Optional<T> found, T desired, Function<T, Object> content) {
    found.ifPresentOrElse(
        f -> tampering.different(desired, content.apply(f)), () -> tampering.missing(desired));
    put(found, desired);
    tampering.written(desired, content.apply(desired));
  }

  private <T extends HasMetadata> void put(Optional<T> found, T desired) {
    try {
      if (found.isPresent()) {
        client.resource(desired).update();
      } else {
        client.resource(desired).create();
      }
    } catch (KubernetesClientException e) {
      // Another session of the namespace was quicker, or the cache lags: what counts is what will
      // be observed.
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      client.resource(desired).update();
    }
  }
}
