package dev.codesession.guest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON as strict as it gets. Reading makes a plain tree, never objects of classes: a guest does not
 * choose what is constructed.
 */
final class Json {
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(Bounds.NESTING)
          .maxDocumentLength(Bounds.LINE)
          .maxTokenCount(Bounds.TOKENS)
          .maxNumberLength(Bounds.NUMBER_DIGITS)
          .maxStringLength(Bounds.STRING)
          .maxNameLength(Bounds.FIELD_NAME)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(factory())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .build();

  private Json() {}

  private static JsonFactory factory() {
    return new JsonFactoryBuilder()
        .streamReadConstraints(CONSTRAINTS)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // Names come from the guest: a table of them that outlives the line would be its to fill.
        // By default buffers belong to a thread, and each channel has one of its own.
        .recyclerPool(JsonRecyclerPools.sharedBoundedPool())
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .build();
  }

  /** One object, from its brace on. */
  static Fields read(byte[] body) {
    if (body.length == 0 || body[0] != '{') {
      throw new Malformed("not an object");
    }
    try {
      // Decoded here, because the parser would guess UTF-16 and UTF-32 from the first bytes and
      // lets overlong sequences pass.
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return new Fields(MAPPER.readTree(text));
    } catch (CharacterCodingException | JsonProcessingException e) {
      throw new Malformed("not JSON");
    }
  }

  /** Records of ours; the order of their components is the order of the fields. */
  static byte[] write(Object body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON", e);
    }
  }
}
