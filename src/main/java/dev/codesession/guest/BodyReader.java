package dev.codesession.guest;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The bodies of the small frames. */
final class BodyReader {
  private BodyReader() {}

  static GuestFrame.Started started(Fields body) {
    return new GuestFrame.Started(run(body), Duration.ofMillis(body.amount("sinceStartMillis")));
  }

  static GuestFrame.Pong pong(Fields body) {
    return new GuestFrame.Pong(
        body.amount("n"),
        body.word("state", GuestFrame.State.class),
        body.amount("elapsedMillis"),
        body.amount("cpuMillis"),
        body.amount("memoryBytes"),
        body.amount("stdoutBytes"),
        body.amount("stderrBytes"));
  }

  static GuestFrame.Summary summary(Fields body) {
    var content = Json.read(inflate(body.bytes("z")));
    if (content.has("ending")) {
      return new GuestFrame.Summary(Optional.of(ResultReader.read(content)));
    }
    if (!content.text("state").equals("Started")) {
      throw new Malformed("state");
    }
    run(content);
    return new GuestFrame.Summary(Optional.empty());
  }

  static int run(Fields body) {
    return (int) body.number("run", 1, Integer.MAX_VALUE);
  }

  /** Stops as soon as more comes out than is allowed, whatever was promised. */
  static byte[] inflate(byte[] packed) {
    var unpacked = new ByteArrayOutputStream();
    var chunk = new byte[8192];
    try (var inflater = new Inflater()) {
      inflater.setInput(packed);
      while (!inflater.finished()) {
        int length = inflater.inflate(chunk);
        unpacked.write(chunk, 0, length);
        boolean stuck = length == 0 && !inflater.finished();
        if (stuck || unpacked.size() > Bounds.UNPACKED_SUMMARY) {
          throw new Malformed("z");
        }
      }
      if (inflater.getRemaining() > 0) {
        throw new Malformed("z");
      }
      return unpacked.toByteArray();
    } catch (DataFormatException e) {
      throw new Malformed("z");
    }
  }
}
