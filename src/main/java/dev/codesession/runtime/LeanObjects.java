package dev.codesession.runtime;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.codesession.api.v1alpha1.CodeSession;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.function.UnaryOperator;

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

  private static final class Abridging extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;
    private final transient UnaryOperator<CodeSession> abridge;

    Abridging(UnaryOperator<CodeSession> abridge) {
      this.abridge = abridge;
    }

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> usual) {
      return bean.getBeanClass() == CodeSession.class ? new AndAbridged(usual, abridge) : usual;
    }
  }

  /** The usual way, and then without the bulk. */
  private static final class AndAbridged extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;
    private final transient UnaryOperator<CodeSession> abridge;

    AndAbridged(JsonDeserializer<?> usual, UnaryOperator<CodeSession> abridge) {
      super(usual);
      this.abridge = abridge;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> usual) {
      return new AndAbridged(usual, abridge);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return abridge.apply((CodeSession) super.deserialize(parser, context));
    }
  }

  /**
   * How the client is to read and write.
   *
   * @param abridge what stays of a session in memory
   */
  public static KubernetesSerialization serialization(UnaryOperator<CodeSession> abridge) {
    var mapper =
        // By default buffers belong to a thread, and each pass has one of its own.
        new ObjectMapper(
                new JsonFactoryBuilder()
                    .recyclerPool(JsonRecyclerPools.sharedBoundedPool())
                    .build())
            .addMixIn(ObjectMeta.class, LeanMetadata.class)
            .addMixIn(NodeStatus.class, LeanNodeStatus.class)
            .addMixIn(PodSpec.class, LeanPodSpec.class)
            .addMixIn(WatchEvent.class, LeanWatchEvent.class)
            .registerModule(
                new SimpleModule("lean")
                    .addDeserializer(String.class, new SharedTexts())
                    .setDeserializerModifier(new Abridging(abridge)));
    return new KubernetesSerialization(mapper, true);
  }
}
