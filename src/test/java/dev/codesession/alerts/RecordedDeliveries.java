package dev.codesession.alerts;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was signalled. */
public final class RecordedDeliveries implements DeliverySignals {
  final List<String> all = new CopyOnWriteArrayList<>();

  @Override
  public void incident(IncidentKind kind, Priority priority) {
    all.add("incident " + kind + " " + priority);
  }

  @Override
  public void delivered(String sink, Duration after) {
    all.add("delivered " + sink);
  }

  @Override
  public void deliveryFailed(String sink) {
    all.add("failed " + sink);
  }

  @Override
  public void undeliverable(String sink) {
    all.add("undeliverable " + sink);
  }

  @Override
  public void pending(String sink, int count) {}
}
