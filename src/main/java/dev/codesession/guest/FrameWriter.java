package dev.codesession.guest;

import dev.codesession.guest.OperatorFrame.Probe;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Frames of the operator as lines. */
final class FrameWriter {
  private static final byte[] NO_SEAL = {'-'};

  private FrameWriter() {}

  /** HELLO as the wire writes it. */
  private record HelloBody(
      int protocol,
      String session,
      int attempt,
      String key,
      String nonce,
      long idleMillis,
      long lingerMillis,
      List<Probe> probes,
      long probeTimeoutMillis) {
    static HelloBody of(OperatorFrame.Hello hello) {
      return new HelloBody(
          1,
          hello.session(),
          hello.attempt(),
          hello.key().base64(),
          hello.nonce(),
          hello.idle().toMillis(),
          hello.linger().toMillis(),
          hello.probes(),
          hello.probeTimeout().toMillis());
    }
  }

  static byte[] line(OperatorFrame frame, Seal seal, long sequence) {
    return switch (frame) {
      case OperatorFrame.Hello hello ->
          line("HELLO", sequence, NO_SEAL, Json.write(HelloBody.of(hello)));
      case OperatorFrame.Run run -> sealed("RUN", run, seal, sequence);
      case OperatorFrame.Ping ping -> sealed("PING", ping, seal, sequence);
      case OperatorFrame.Cancel cancel -> sealed("CANCEL", cancel, seal, sequence);
      case OperatorFrame.Bye bye -> sealed("BYE", bye, seal, sequence);
    };
  }

  private static byte[] sealed(String word, OperatorFrame frame, Seal seal, long sequence) {
    var body = Json.write(frame);
    return line(word, sequence, seal.mac(Seal.Direction.O2G, word, sequence, body), body);
  }

  static byte[] line(String word, long sequence, byte[] mac, byte[] body) {
    if (sequence < 1) {
      throw new IllegalArgumentException("sequences start at 1");
    }
    var head = ("cs1 " + word + " " + sequence + " ").getBytes(StandardCharsets.US_ASCII);
    var line = new ByteArrayOutputStream(head.length + mac.length + body.length + 2);
    line.writeBytes(head);
    line.writeBytes(mac);
    line.write(' ');
    line.writeBytes(body);
    line.write('\n');
    if (line.size() > Bounds.LINE) {
      throw new IllegalArgumentException(
          "a " + word + " of " + line.size() + " bytes is longer than the wire allows");
    }
    return line.toByteArray();
  }
}
