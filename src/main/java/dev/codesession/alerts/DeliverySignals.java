package dev.codesession.alerts;

import java.time.Duration;

/** What becomes of incidents, for the metrics. */
public interface DeliverySignals {
  /** One more, whether or not there is a sink. */
  void incident(IncidentKind kind, Priority priority);

  /** A sink has it, this long after it was raised. */
  void delivered(String sink, Duration after);

  /** A try to deliver failed. */
  void deliveryFailed(String sink);

  /** It will never be delivered there: refused by the sink, or no room left to keep it. */
  void undeliverable(String sink);

  /** So many are waiting. */
  void pending(String sink, int count);
}
