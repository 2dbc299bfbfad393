package dev.codesession.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogReplayTest {
  private final Warden warden = Warden.ofVectors();
  private final byte[] noise =
      "warden: something on stderr\n\u001b[0m".getBytes(StandardCharsets.UTF_8);
  private final byte[] started = Vectors.lineOf("started");
  private final byte[] result = Vectors.lineOf("result");

  private LogReplay read(byte[]... lines) {
    return LogReplay.read(Warden.withNewlines(lines), warden.reader());
  }

  @Test
  void anEmptyLogProvesNothing() {
    assertThat(read()).isEqualTo(new LogReplay(false, Optional.empty(), 0));
  }

  @Test
  void framesCountBetweenLinesOfOthersAndTwice() {
    var replay =
        read(noise, started, noise, started, Vectors.lineOf("pong"), result, noise, result);
    assertThat(replay.started()).isTrue();
    assertThat(replay.result()).map(Result::ending).contains(Result.Ending.Exited);
    assertThat(replay.dropped()).isEqualTo(6);
  }

  @Test
  void aCutResultIsNoResult() {
    var replay = read(started, Arrays.copyOf(result, result.length - 1));
    assertThat(replay.started()).isTrue();
    assertThat(replay.result()).isEmpty();
  }

  @Test
  void aLastFrameNeedsNoNewline() {
    assertThat(LogReplay.read(result, warden.reader()).result()).isPresent();
  }

  @Test
  void aLogOfAnotherPodProvesNothing() {
    var other = new Warden(Vectors.KEY, Vectors.SESSION, 2);
    assertThat(other.reader().read(result)).isInstanceOf(Reading.Dropped.class);
    assertThat(LogReplay.read(Warden.withNewlines(started, result), other.reader()))
        .returns(false, LogReplay::started);
  }

  @Test
  void theLaterResultCounts() {
    var cancelled = Vectors.body("result");
    cancelled.put("ending", "Cancelled");
    var late = warden.line("RESULT", 9, cancelled.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(read(late, result).result()).map(Result::ending).contains(Result.Ending.Cancelled);
    assertThat(read(result, late).result()).map(Result::ending).contains(Result.Ending.Cancelled);
  }

  @Test
  void aSummaryDoesNotStandInForAResult() {
    var replay = read(Vectors.lineOf("summary of a result"));
    assertThat(replay.started()).isTrue();
    assertThat(replay.result()).isEmpty();
  }

  @Test
  void aResultThatNeverStartedSaysSo() {
    var cancelled = Vectors.body("result");
    cancelled.put("ending", "Cancelled").put("codeStarted", false);
    assertThat(read(warden.line("RESULT", cancelled))).returns(false, LogReplay::started);
  }

  @Test
  void runningIsHeardFromOtherFramesToo() {
    var pong = Vectors.body("pong").put("state", "Running");
    assertThat(read(warden.line("PONG", pong)).started()).isTrue();
    assertThat(read(Vectors.lineOf("pong")).started()).isFalse();
    assertThat(read(Vectors.lineOf("proof")).started()).isFalse();
  }

  @Test
  void aStreamReadsLikeTheBytes() throws IOException {
    var log = Warden.withNewlines(noise, started, new byte[5 << 20], result);
    assertThat(LogReplay.read(new ByteArrayInputStream(log), warden.reader()))
        .isEqualTo(LogReplay.read(log, warden.reader()));
    assertThat(LogReplay.read(log, warden.reader()).result()).isPresent();
  }
}
