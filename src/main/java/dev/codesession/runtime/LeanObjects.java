package dev.codesession.runtime;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.WatchEvent;
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

  /** Read, not written: pods are made here, and then never replaced as a whole. */
  @JsonIgnoreProperties(
      value = {
        "containers",
        "initContainers",
        "volumes",
        "tolerations",
        "affinity",
        "nodeSelector",
        "securityContext",
        "dnsConfig"
      },
      allowGetters = true)
  private interface LeanPodSpec {}

  /**
   * On the setter, which is where the client's own way is asked for: that would win over a field.
   */
  @SuppressWarnings("unused") // Jackson's
  private interface LeanWatchEvent {
    @JsonDeserialize(using = StreamedObject.class)
    void setObject(Object object);
  }

  public static KubernetesSerialization serialization() {
    var mapper =
        new ObjectMapper()
            .addMixIn(ObjectMeta.class, LeanMetadata.class)
            .addMixIn(NodeStatus.class, LeanNodeStatus.class)
            .addMixIn(PodSpec.class, LeanPodSpec.class)
            .addMixIn(WatchEvent.class, LeanWatchEvent.class);
    return new KubernetesSerialization(mapper, true);
  }
}
