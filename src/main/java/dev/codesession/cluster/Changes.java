package dev.codesession.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatus;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which updates of watched objects can change a decision; the others reach the caches and wake
 * nobody. A quota counts every pod that comes and goes, and would wake all its namespace with each.
 */
final class Changes {
  private Changes() {}

  static boolean ofSandbox(Pod now, Pod before) {
    return !PodReader.read(now).equals(PodReader.read(before))
        || differ(now, before, ObjectMeta::getLabels)
        || differ(now, before, ObjectMeta::getAnnotations)
        || differ(now, before, ObjectMeta::getOwnerReferences);
  }

  static boolean ofPolicy(NetworkPolicy now, NetworkPolicy before) {
    return !Objects.equals(now.getSpec(), before.getSpec())
        || differ(now, before, ObjectMeta::getDeletionTimestamp);
  }

  static boolean ofQuota(ResourceQuota now, ResourceQuota before) {
    return !Objects.equals(now.getSpec(), before.getSpec())
        || !Objects.equals(hard(now), hard(before))
        || differ(now, before, ObjectMeta::getDeletionTimestamp);
  }

  /** Heartbeats concern nobody; a label may end the sessions of the node. */
  static boolean ofNode(Node now, Node before) {
    return differ(now, before, ObjectMeta::getLabels);
  }

  private static Optional<Object> hard(ResourceQuota quota) {
    return Optional.ofNullable(quota.getStatus()).map(ResourceQuotaStatus::getHard);
  }

  private static boolean differ(
      HasMetadata now, HasMetadata before, Function<ObjectMeta, Object> part) {
    return !Objects.equals(part.apply(now.getMetadata()), part.apply(before.getMetadata()));
  }
}
