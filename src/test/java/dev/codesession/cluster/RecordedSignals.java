package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was signalled. */
final class RecordedSignals implements Signals {
  final List<String> all = new CopyOnWriteArrayList<>();

  @Override
  public void finished(
      String className, String language, OutcomeReason reason, CodeSessionStatus status) {
    all.add("finished " + language + " " + reason);
  }

  @Override
  public void destroyed(String className, Duration afterRecorded) {
    all.add("destroyed");
  }

  @Override
  public void destructionUnconfirmed() {
    all.add("unconfirmed");
  }

  @Override
  public void guardDrift(String kind) {
    all.add("drift " + kind);
  }

  @Override
  public void canaryEnded(String verdict) {
    all.add("canary " + verdict);
  }

  @Override
  public void frameDropped(String reason) {
    all.add("dropped " + reason);
  }

  @Override
  public void channelReconnected() {
    all.add("reconnected");
  }

  @Override
  public void violation(String rule, String action) {
    all.add("violation " + rule + " " + action);
  }

  @Override
  public void orphanRemoved() {
    all.add("orphan");
  }
}
