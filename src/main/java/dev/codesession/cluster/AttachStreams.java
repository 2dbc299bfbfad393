package dev.codesession.cluster;

import dev.codesession.guest.LineAssembler;
import dev.codesession.session.PodRef;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecListener;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * {@code pods/attach} to the process that is there already, never exec, which would start another
 * one inside a hostile container. It goes API server → kubelet → shim → VM and needs no pod
 * network.
 */
public final class AttachStreams {
  static final String CONTAINER = "sandbox";

  private final KubernetesClient client;

  public AttachStreams(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Opens a stream.
   *
   * @param lines gets every whole line of the warden's standard output, on a thread of the client
   */
  Stream open(PodRef ref, Consumer<byte[]> lines) {
    var ended = new CountDownLatch(1);
    // Stands in for the pod: with a name alone the client would read it from the server on every
    // attach.
    var stub =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(ref.namespace())
            .withName(ref.name())
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName(CONTAINER)
            .endContainer()
            .endSpec()
            .build();
    var watch =
        client
            .pods()
            .resource(stub)
            .inContainer(CONTAINER)
            .redirectingInput()
            .writingOutput(new LineStream(lines))
            .usingListener(new End(ended))
            .withReadyWaitTimeout(0)
            .attach();
    return new Stream(watch, ended);
  }

  /** One attach stream. */
  static final class Stream implements AutoCloseable {
    private final ExecWatch watch;
    private final CountDownLatch ended;

    private Stream(ExecWatch watch, CountDownLatch ended) {
      this.watch = watch;
      this.ended = ended;
    }

    synchronized void write(byte[] line) throws IOException {
      watch.getInput().write(line);
      watch.getInput().flush();
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
      watch.close();
      ended.countDown();
    }
  }

  private record End(CountDownLatch latch) implements ExecListener {
    @Override
    public void onFailure(Throwable t, Response failureResponse) {
      latch.countDown();
    }

    @Override
    public void onClose(int code, String reason) {
      latch.countDown();
    }
  }

  private static final class LineStream extends OutputStream {
    private final LineAssembler assembler = new LineAssembler();
    private final Consumer<byte[]> lines;

    LineStream(Consumer<byte[]> lines) {
      this.lines = lines;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      assembler.accept(bytes, offset, length, lines);
    }
  }
}
