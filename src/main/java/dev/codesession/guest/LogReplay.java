package dev.codesession.guest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * What a container's log proves. It holds the very lines of the channel, perhaps between lines of
 * others, cut or twice; the seal tells which of them count.
 *
 * @param started the code had started
 * @param result the result, if it was sealed; of several the one with the highest sequence
 * @param dropped lines that did not count
 */
public record LogReplay(boolean started, Optional<Result> result, long dropped) {
  private static final int CHUNK = 64 << 10;

  /** Reads to the end, holding one line at a time; the caller opened the stream and closes it. */
  public static LogReplay read(InputStream log, FrameReader reader) throws IOException {
    var replay = new Replay(reader);
    var lines = new LineAssembler();
    var chunk = new byte[CHUNK];
    for (int count = log.read(chunk); count >= 0; count = log.read(chunk)) {
      lines.accept(chunk, 0, count, replay::hear);
    }
    return replay.end(lines);
  }

  /** The same for a log that is in memory. */
  public static LogReplay read(byte[] log, FrameReader reader) {
    var replay = new Replay(reader);
    var lines = new LineAssembler();
    lines.accept(log, 0, log.length, replay::hear);
    return replay.end(lines);
  }

  private static final class Replay {
    private final FrameReader reader;
    private boolean started;
    private Optional<Result> result = Optional.empty();
    private long sequence;
    private long dropped;

    Replay(FrameReader reader) {
      this.reader = reader;
    }

    void hear(byte[] line) {
      switch (reader.read(line)) {
        case Reading.Accepted accepted -> take(accepted.frame(), accepted.sequence());
        case Reading.Dropped ignored -> dropped++;
      }
    }

    private void take(GuestFrame frame, long number) {
      switch (frame) {
        case GuestFrame.Proof(Proof proof) -> started |= proof.state() == GuestFrame.State.Running;
        case GuestFrame.Started ignored -> started = true;
        case GuestFrame.Pong pong -> started |= pong.state() == GuestFrame.State.Running;
        case GuestFrame.Results(Result sealed) -> {
          started |= sealed.codeStarted();
          if (number >= sequence) {
            sequence = number;
            result = Optional.of(sealed);
          }
        }
        case GuestFrame.Violated ignored -> started = true;
        // It belongs into the termination message; what is cut must not stand in for the whole.
        case GuestFrame.Summary(Optional<Result> cut) ->
            started |= cut.map(Result::codeStarted).orElse(true);
      }
    }

    LogReplay end(LineAssembler lines) {
      lines.unfinished().ifPresent(this::hear);
      return new LogReplay(started, result, dropped + lines.skipped());
    }
  }
}
