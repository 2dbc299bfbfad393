package dev.codesession.runtime;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * How the API server's objects are read: without what nobody here looks at, so that it neither
 * becomes objects nor stays in the caches. Nothing is lost by writing such an object back: the API
 * server keeps managed fields that a request does not mention, and nodes are never written.
 */
public final class LeanObjects {
  private LeanObjects() {}

  @JsonIgnoreProperties("managedFields")
  private interface LeanMetadata {}

  @JsonIgnoreProperties({"images", "volumesAttached", "volumesInUse"})
  private interface LeanNodeStatus {}

  public static KubernetesSerialization serialization() {
    var mapper =
        new ObjectMapper()
            .addMixIn(ObjectMeta.class, LeanMetadata.class)
            .addMixIn(NodeStatus.class, LeanNodeStatus.class);
    return new KubernetesSerialization(mapper, true);
  }
}
