package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import java.time.Duration;

/** What happens, for the metrics: by class, phase and reason, never by name. */
public interface Signals {
  /** A session has reached its end; the status holds its timeline. */
  void finished(String className, String language, OutcomeReason reason, CodeSessionStatus status);

  /** A VM's end was confirmed this long after the result was recorded. */
  void destroyed(String className, Duration afterRecorded);

  /** A VM's end is overdue. */
  void destructionUnconfirmed();

  /** A guard object differed from what it must be, and was put right. */
  void guardDrift(String kind);

  /** A canary of a class has ended: Proven, Disproved or Inconclusive. */
  void canaryEnded(String verdict);

  /** A line from a guest was dropped. */
  void frameDropped(String reason);

  /** A channel to a guest was opened again. */
  void channelReconnected();

  /** The code of a session broke a rule; rule and action in the warden's words. */
  void violation(String rule, String action);

  /** A sandbox was removed whose session no longer exists. */
  void orphanRemoved();
}
