package dev.codesession.cluster;

import dev.codesession.guest.LineAssembler;
import dev.codesession.session.PodRef;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * {@code pods/attach} to the process that is there already, never exec, which would start another
 * one inside a hostile container. It goes API server → kubelet → shim → VM and needs no pod
 * network.
 *
 * <p>Spoken directly (remote command protocol, {@code v4.channel.k8s.io}: the first byte of each
 * message is the channel): the client's own attach lists the pod and waits for it on every call,
 * which is an API read that tells nothing new.
 */
public final class AttachStreams {
  static final String CONTAINER = "sandbox";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final KubernetesClient client;

  public AttachStreams(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Opens a stream.
   *
   * @param lines gets every whole line of the warden's standard output, on a thread of the client
   * @throws IOException if the API server or the kubelet refuses, or does not answer in time
   */
  Stream open(PodRef ref, Consumer<byte[]> lines) throws IOException {
    var ended = new CountDownLatch(1);
    var opened =
        client
            .getHttpClient()
            .newWebSocketBuilder()
            .uri(uri(ref))
            .subprotocol("v4.channel.k8s.io")
            .buildAsync(new Output(new LineAssembler(), lines, ended));
    try {
      return new Stream(opened.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), ended);
    } catch (ExecutionException e) {
      throw new IOException("attach: " + cause(e), e);
    } catch (TimeoutException e) {
      // Whoever comes that late is sent away again.
      var unused = opened.thenAccept(late -> late.sendClose(Stream.NORMAL, "late"));
      throw new IOException("attach: no answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("attach: interrupted", e);
    }
  }

  private static String cause(ExecutionException e) {
    return String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage());
  }

  private URI uri(PodRef ref) {
    var path =
        "api/v1/namespaces/%s/pods/%s/attach?container=%s&stdin=true&stdout=true"
            .formatted(ref.namespace(), ref.name(), CONTAINER);
    return WebSocket.toWebSocketUri(URI.create(client.getMasterUrl().toString()).resolve(path));
  }

  /** One attach stream. */
  static final class Stream implements AutoCloseable {
    private static final int NORMAL = 1000;
    private static final byte STDIN = 0;
    private static final int LARGEST_MESSAGE = 32 << 10;

    private final WebSocket socket;
    private final CountDownLatch ended;

    private Stream(WebSocket socket, CountDownLatch ended) {
      this.socket = socket;
      this.ended = ended;
    }

    /** Returns once the client has taken all of it; in pieces that the other side joins. */
    synchronized void write(byte[] line) throws IOException {
      for (int from = 0; from < line.length; from += LARGEST_MESSAGE) {
        int length = Math.min(LARGEST_MESSAGE, line.length - from);
        var message = ByteBuffer.allocate(length + 1).put(STDIN).put(line, from, length).flip();
        if (ended.getCount() == 0 || !socket.send(message)) {
          throw new IOException("attach: the stream is closed");
        }
        // The client takes one message at a time.
        while (socket.queueSize() > 0 && !ended(Duration.ofMillis(1))) {}
      }
    }

    /** Waits; true once the other side is gone. */
    boolean ended(Duration within) {
      try {
        return ended.await(within.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
    }

    @Override
    public void close() {
      socket.sendClose(NORMAL, "done");
      ended.countDown();
    }
  }

  /** What comes from the other side. */
  private record Output(LineAssembler assembler, Consumer<byte[]> lines, CountDownLatch ended)
      implements WebSocket.Listener {
    private static final byte STDOUT = 1;

    @Override
    public void onMessage(WebSocket from, ByteBuffer message) {
      if (message.hasRemaining() && message.get() == STDOUT) {
        var bytes = new byte[message.remaining()];
        message.get(bytes);
        assembler.accept(bytes, 0, bytes.length, lines);
      }
      from.request();
    }

    @Override
    public void onClose(WebSocket from, int code, String reason) {
      ended.countDown();
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      ended.countDown();
    }
  }
}
