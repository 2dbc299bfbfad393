package dev.codesession.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A start that is tried again and again has to end some day, if only for somebody to see it. */
public final class StartLimit {
  private final CountDownLatch over = new CountDownLatch(1);

  private StartLimit() {}

  /** Gives up unless it is told in time that all is well. */
  public static StartLimit begin(Duration patience, Runnable giveUp) {
    var limit = new StartLimit();
    Thread.ofPlatform()
        .daemon()
        .name("start-limit")
        .start(
            () -> {
              if (!limit.reachedWithin(patience)) {
                giveUp.run();
              }
            });
    return limit;
  }

  private boolean reachedWithin(Duration patience) {
    try {
      return over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** It works: there is no limit any more. */
  public void reached() {
    over.countDown();
  }
}
