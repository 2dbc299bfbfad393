package dev.codesession.runtime;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.SessionClass;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The object of a watch event, read in one go. The client's own way makes a tree of it first, field
 * managers included, to learn its type; API servers say the type before anything else.
 */
final class StreamedObject extends JsonDeserializer<KubernetesResource> {
  private static final String VERSION = "apiVersion";
  private static final String KIND = "kind";

  /** What is watched; anything else, a Status for instance, is left to the client. */
  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Stream.<Class<? extends HasMetadata>>of(
              CodeSession.class,
              Pod.class,
              ResourceQuota.class,
              NetworkPolicy.class,
              SessionClass.class,
              Node.class)
          .collect(
              Collectors.toUnmodifiableMap(
                  type -> HasMetadata.getApiVersion(type) + " " + HasMetadata.getKind(type),
                  Function.identity()));

  @Override
  public KubernetesResource deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    try (var head = new TokenBuffer(parser, context)) {
      var type = type(parser, head);
      // What was read to learn the type is read again, in front of the rest.
      var whole = JsonParserSequence.createFlattened(false, head.asParser(parser), parser);
      whole.nextToken();
      return context.readValue(whole, type);
    }
  }

  private static Class<? extends KubernetesResource> type(JsonParser parser, TokenBuffer head)
      throws IOException {
    var said = new HashMap<String, String>();
    head.copyCurrentEvent(parser);
    while (said.size() < 2) {
      var token = parser.nextToken();
      head.copyCurrentEvent(parser);
      var field = parser.currentName();
      if (token != JsonToken.FIELD_NAME || !(VERSION.equals(field) || KIND.equals(field))) {
        return KubernetesResource.class;
      }
      parser.nextToken();
      head.copyCurrentEvent(parser);
      said.put(field, parser.getText());
    }
    var type = TYPES.get(said.get(VERSION) + " " + said.get(KIND));
    return type == null ? KubernetesResource.class : type;
  }
}
