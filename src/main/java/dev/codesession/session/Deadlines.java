package dev.codesession.session;

import java.time.Duration;

/**
 * The operator's own patience; the limits of a session come from its class.
 *
 * @param slowStart after this a session that is not Running yet says so in its status
 * @param resultGrace how long after the wall-time limit a result may take before the VM counts as
 *     hung
 * @param cancelGrace how long a cancelled guest may take to seal its partial result
 * @param destroyAlarm after this an unconfirmed destruction is raised
 * @param retryQueue how often a session that is held back looks again
 * @param inLine the same for one that waits for quota and is woken when it may ask
 * @param maxAttempts pods made for one session before it ends as StartFailed
 */
public record Deadlines(
    Duration slowStart,
    Duration resultGrace,
    Duration cancelGrace,
    Duration destroyAlarm,
    Duration retryQueue,
    Duration inLine,
    int maxAttempts) {
  public static final Deadlines DEFAULT =
      new Deadlines(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          3);
}
