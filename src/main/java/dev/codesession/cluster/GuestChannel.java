package dev.codesession.cluster;

import dev.codesession.guest.OperatorFrame;
import dev.codesession.guest.Violation;
import dev.codesession.session.PodRef;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one pod's attach stream open until a result is sealed: says HELLO on every new stream, asks
 * for a sign of life every few seconds, and attaches again when the stream breaks or nobody
 * answers. What is said and heard is the {@link Conversation}'s business.
 */
final class GuestChannel implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GuestChannel.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final PodRef pod;
  private final AttachStreams streams;
  private final Conversation conversation;
  private final Runnable wake;
  private final Consumer<Violation> alarm;
  private final Runnable forgery;
  private final Signals signals;
  private final AtomicReference<AttachStreams.@Nullable Stream> stream = new AtomicReference<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  GuestChannel(
      PodRef pod,
      AttachStreams streams,
      Conversation conversation,
      Runnable wake,
      Consumer<Violation> alarm,
      Runnable forgery,
      Signals signals) {
    this.pod = pod;
    this.streams = streams;
    this.conversation = conversation;
    this.wake = wake;
    this.alarm = alarm;
    this.forgery = forgery;
    this.signals = signals;
  }

  Conversation conversation() {
    return conversation;
  }

  @Override
  public void run() {
    var pause = FIRST_PAUSE;
    while (!isClosed() && !conversation.over()) {
      long began = System.nanoTime();
      talk();
      // A stream that held for a while earns a quick new try.
      pause = System.nanoTime() - began > LONGEST_PAUSE.toNanos() ? FIRST_PAUSE : longer(pause);
      if (overAfter(pause)) {
        return;
      }
      signals.channelReconnected();
    }
  }

  private void talk() {
    try (var attached = streams.open(pod, this::hear)) {
      stream.set(attached);
      send(conversation.hello());
      if (conversation.cancelWanted()) {
        send(new OperatorFrame.Cancel());
      }
      while (!isClosed() && !conversation.over() && !attached.ended(HEARTBEAT)) {
        if (conversation.unanswered()) {
          wake.run();
          return;
        }
        send(conversation.signOfLife());
      }
    } catch (IOException | RuntimeException e) {
      conversation.failed(PodReader.shorten(String.valueOf(e.getMessage())));
      LOG.atDebug()
          .addKeyValue("pod", pod.name())
          .addKeyValue("error", e.toString())
          .log("attach failed");
    } finally {
      stream.set(null);
    }
  }

  private void hear(byte[] line) {
    switch (conversation.hear(line)) {
      case Conversation.Heard.News news -> wake.run();
      case Conversation.Heard.Alarm(Violation violation) -> alarm.accept(violation);
      case Conversation.Heard.Forged forged -> {
        signals.frameDropped("BadSeal");
        forgery.run();
      }
      case Conversation.Heard.Nothing nothing -> {}
      case Conversation.Heard.Noise(String reason) -> signals.frameDropped(reason);
    }
  }

  /**
   * What cannot be read now is asked for again: a guest that was offered nothing says that it is
   * ready still.
   */
  void run(Supplier<OperatorFrame.Run> payload) {
    quietly(
        () -> {
          if (conversation.offer()) {
            send(payload.get());
          }
        });
  }

  void cancel() {
    conversation.wantCancel();
    quietly(() -> send(new OperatorFrame.Cancel()));
  }

  /** The result is recorded: the guest may go at once. */
  void bye() {
    quietly(() -> send(new OperatorFrame.Bye()));
    close();
  }

  private void send(OperatorFrame frame) throws IOException {
    var open = stream.get();
    if (open != null) {
      open.write(conversation.encode(frame));
    } else {
      conversation.notSent(frame);
    }
  }

  private interface Sending {
    void run() throws IOException;
  }

  /**
   * A stream that breaks while we speak is found by its reader, and what was not said is said again
   * after the next HELLO.
   */
  private void quietly(Sending sending) {
    try {
      sending.run();
    } catch (IOException | RuntimeException e) {
      LOG.atDebug()
          .addKeyValue("pod", pod.name())
          .addKeyValue("error", e.toString())
          .log("frame not sent");
    }
  }

  @Override
  public void close() {
    closed.countDown();
    var open = stream.getAndSet(null);
    if (open != null) {
      open.close();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Waits; true if there is no reason to go on. */
  private boolean overAfter(Duration pause) {
    try {
      return conversation.over() || closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static Duration longer(Duration pause) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }
}
