package dev.codesession.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * What time the API server has, learned from the Date of its answers: it stamps the creation of
 * pods, and this process's clock may differ. Known to about a second.
 */
public final class ServerTime implements Interceptor {
  /** Dates are cut to whole seconds: on the average the answer is this much younger. */
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  private final InstantSource clock;
  private volatile Duration ahead = Duration.ZERO;

  public ServerTime(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    var dates = response.headers("Date");
    if (dates != null && !dates.isEmpty()) {
      learn(dates.getFirst());
    }
  }

  /** From a date as HTTP writes it; what is none teaches nothing. */
  void learn(String date) {
    try {
      var said = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      ahead = Duration.between(clock.instant(), said.plus(HALF_A_SECOND));
    } catch (DateTimeException e) {
      // A proxy in between may write what it likes.
    }
  }

  /** An instant of this process's clock, as the API server's clock has it. */
  Instant at(Instant own) {
    return own.plus(ahead);
  }
}
