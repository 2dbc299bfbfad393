package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.blueprint.NamespaceGuard;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;

/**
 * The deny-all policy and the quota of a namespace: held against the desired content field by
 * field, not by an annotation, since whoever may edit the object can keep an annotation.
 */
public final class Guard {
  private final KubernetesClient client;
  private final Caches caches;
  private final String priorityClassName;
  private final Signals signals;

  public Guard(KubernetesClient client, Caches caches, String priorityClassName, Signals signals) {
    this.client = client;
    this.caches = caches;
    this.priorityClassName = priorityClassName;
    this.signals = signals;
  }

  /**
   * Both objects were seen with the right content, and the quota controller has taken the quota up.
   */
  boolean inForce(String namespace) {
    var quota = caches.quota(namespace);
    return policyHolds(caches.policy(namespace), desiredPolicy(namespace))
        && quotaHolds(quota, desiredQuota(namespace))
        // Without it the API server refuses every pod: "status unknown for quota".
        && quota
            .map(
                q ->
                    q.getStatus() != null
                        && q.getStatus().getHard() != null
                        && q.getStatus().getHard().equals(q.getSpec().getHard()))
            .orElse(false);
  }

  /** Makes what is missing and puts right what differs. */
  void establish(CodeSession session) {
    var namespace = session.getMetadata().getNamespace();
    var policy = desiredPolicy(namespace);
    var foundPolicy = caches.policy(namespace);
    if (!policyHolds(foundPolicy, policy)) {
      write(foundPolicy, policy);
    }
    var quota = desiredQuota(namespace);
    var foundQuota = caches.quota(namespace);
    if (!quotaHolds(foundQuota, quota)) {
      write(foundQuota, quota);
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

  private <T extends HasMetadata> void write(Optional<T> found, T desired) {
    try {
      if (found.isPresent()) {
        signals.guardDrift(desired.getKind());
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
