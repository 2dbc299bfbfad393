package dev.codesession.cluster;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats a look at everything until the process ends; one that fails is made up by the next. */
public final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private Sweeper() {}

  /** Starts a thread of its own; pauses first. */
  public static void start(String name, Duration pause, Runnable sweep) {
    Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              while (paused(pause)) {
                try {
                  sweep.run();
                } catch (RuntimeException e) {
                  LOG.atWarn()
                      .addKeyValue("sweep", name)
                      .addKeyValue("error", e.toString())
                      .log("sweep failed");
                }
              }
            });
  }

  private static boolean paused(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
