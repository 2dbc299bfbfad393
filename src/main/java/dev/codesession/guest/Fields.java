package dev.codesession.guest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object. A required field that is absent, null, of another type or out of
 * range is {@link Malformed}.
 */
record Fields(JsonNode object) {
  Fields {
    if (!object.isObject()) {
      throw new Malformed("not an object");
    }
  }

  boolean has(String name) {
    return object.hasNonNull(name);
  }

  String text(String name) {
    return text(required(name));
  }

  @Nullable String optionalText(String name) {
    return has(name) ? text(name) : null;
  }

  boolean flag(String name) {
    var node = required(name);
    if (!node.isBoolean()) {
      throw new Malformed(name);
    }
    return node.booleanValue();
  }

  /** A whole number; 1.0 and "1" are none. */
  long number(String name, long least, long most) {
    return number(required(name), least, most);
  }

  long amount(String name) {
    return number(name, 0, Bounds.AMOUNT);
  }

  int count(String name) {
    return (int) number(name, 0, Integer.MAX_VALUE);
  }

  byte[] bytes(String name) {
    return base64(text(name));
  }

  <E extends Enum<E>> E word(String name, Class<E> words) {
    try {
      return Enum.valueOf(words, text(name));
    } catch (IllegalArgumentException e) {
      throw new Malformed(name);
    }
  }

  Fields fields(String name) {
    return new Fields(required(name));
  }

  List<Fields> objects(String name) {
    return list(name, Fields::new);
  }

  List<String> texts(String name) {
    return list(name, Fields::text);
  }

  List<Long> amounts(String name) {
    return list(name, node -> number(node, 0, Bounds.AMOUNT));
  }

  /** Padded and canonical, so that one content has one text. */
  static byte[] base64(String text) {
    try {
      var bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new Malformed("not base64");
  }

  private <T> List<T> list(String name, Function<JsonNode, T> element) {
    var node = required(name);
    if (!node.isArray()) {
      throw new Malformed(name);
    }
    var elements = new ArrayList<T>(node.size());
    node.forEach(child -> elements.add(element.apply(child)));
    return elements;
  }

  private JsonNode required(String name) {
    var node = object.get(name);
    if (node == null || node.isNull()) {
      throw new Malformed(name);
    }
    return node;
  }

  private static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw new Malformed("not a text");
    }
    return node.textValue();
  }

  private static long number(JsonNode node, long least, long most) {
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < least
        || node.longValue() > most) {
      throw new Malformed("not a number in range");
    }
    return node.longValue();
  }
}
