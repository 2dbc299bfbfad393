package dev.codesession.runtime;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Texts that objects say alike, one copy of each however many objects lie in the caches: names,
 * units, digests, instants. A place for each of a few thousand, and the latest takes it: what is
 * said once does not stay. A race costs a second copy, no more.
 */
final class SharedTexts extends StdScalarDeserializer<String> {
  private static final long serialVersionUID = 1L;

  /** In characters: what is longer is hardly said twice. */
  private static final int SHORT = 200;

  private static final int PLACES = 1 << 13;

  private final @Nullable String[] seen = new String[PLACES];

  SharedTexts() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    var text = StringDeserializer.instance.deserialize(parser, context);
    return text == null || text.length() > SHORT ? text : shared(text);
  }

  private String shared(String text) {
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    var known = seen[place];
    if (known != null && known.equals(text)) {
      return known;
    }
    seen[place] = text;
    return text;
  }
}
