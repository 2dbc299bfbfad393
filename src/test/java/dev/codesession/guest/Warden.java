package dev.codesession.guest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;

/**
 * Speaks for a guest: seals whatever it is told to, however wrong. Public for the tests of other
 * packages.
 */
public final class Warden {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SealKey key;
  private final String sessionUid;
  private final int attempt;
  private long sequence;

  public Warden(SealKey key, String sessionUid, int attempt) {
    this.key = key;
    this.sessionUid = sessionUid;
    this.attempt = attempt;
  }

  /** The one of the shared vectors. */
  static Warden ofVectors() {
    return new Warden(Vectors.KEY, Vectors.SESSION, Vectors.ATTEMPT);
  }

  public FrameReader reader() {
    return new FrameReader(key, sessionUid, attempt);
  }

  /** A sealed line without its newline. */
  public byte[] line(String word, String json) {
    return line(word, ++sequence, json.getBytes(StandardCharsets.UTF_8));
  }

  byte[] line(String word, JsonNode json) {
    return line(word, json.toString());
  }

  byte[] line(String word, long number, byte[] body) {
    var mac = new Seal(key, sessionUid, attempt).mac(Seal.Direction.G2O, word, number, body);
    // FrameWriter would refuse a line that is too long.
    var line = new ByteArrayOutputStream();
    line.writeBytes(("cs1 " + word + " " + number + " ").getBytes(StandardCharsets.US_ASCII));
    line.writeBytes(mac);
    line.write(' ');
    line.writeBytes(body);
    return line.toByteArray();
  }

  byte[] summary(byte[] content) {
    return line("SUMMARY", "{\"z\":\"" + Base64.getEncoder().encodeToString(zlib(content)) + "\"}");
  }

  byte[] summary(JsonNode content) {
    return summary(content.toString().getBytes(StandardCharsets.UTF_8));
  }

  Reading read(String word, JsonNode json) {
    return reader().read(line(word, json));
  }

  static byte[] zlib(byte[] content) {
    var packed = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(packed)) {
      deflater.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static byte[] withNewlines(byte[]... lines) {
    var text = new ByteArrayOutputStream();
    Arrays.stream(lines)
        .forEach(
            line -> {
              text.writeBytes(line);
              text.write('\n');
            });
    return text.toByteArray();
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
