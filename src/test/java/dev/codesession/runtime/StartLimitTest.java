package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StartLimitTest {
  private final CountDownLatch gaveUp = new CountDownLatch(1);

  @Test
  void whatDoesNotStartIsGivenUp() throws Exception {
    var limit = StartLimit.begin(Duration.ofMillis(1), gaveUp::countDown);
    assertThat(gaveUp.await(30, TimeUnit.SECONDS)).isTrue();
    limit.reached();
  }

  @Test
  void whatHasStartedIsNot() throws Exception {
    StartLimit.begin(Duration.ofMillis(200), gaveUp::countDown).reached();
    assertThat(gaveUp.await(400, TimeUnit.MILLISECONDS)).isFalse();
  }
}
