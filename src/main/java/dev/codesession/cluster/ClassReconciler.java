package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.classes.Readiness;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * observe → decide → apply for classes. Called for every event, deletions included: its finalizer
 * is there only while sessions use the class, so a class nobody uses can go without an operator.
 */
public final class ClassReconciler implements Reconciler<SessionClass> {
  private static final Duration UNTIL_STARTED = Duration.ofMillis(500);

  private final ClassCaches caches;
  private final ClassObserver observer;
  private final ClassApplier applier;
  private final InstantSource clock;
  private final BooleanSupplier started;
  private final AtomicBoolean leading = new AtomicBoolean();

  /**
   * Makes a reconciler.
   *
   * @param started whether the caches of the sessions' controller are full: nodes are read there
   */
  public ClassReconciler(
      ClassCaches caches,
      ClassObserver observer,
      ClassApplier applier,
      InstantSource clock,
      BooleanSupplier started) {
    this.caches = caches;
    this.observer = observer;
    this.applier = applier;
    this.clock = clock;
    this.started = started;
  }

  @Override
  public List<EventSource<?, SessionClass>> prepareEventSources(
      EventSourceContext<SessionClass> context) {
    return caches.eventSources(context);
  }

  /** Whether this process has been given work: one that does not lead is not. */
  public boolean leading() {
    return leading.get();
  }

  @Override
  public UpdateControl<SessionClass> reconcile(
      SessionClass sessionClass, Context<SessionClass> context) {
    leading.set(true);
    UpdateControl<SessionClass> control = UpdateControl.noUpdate();
    if (context.isPrimaryResourceDeleted()) {
      observer.forget(sessionClass.getMetadata().getName());
      return control;
    }
    if (!started.getAsBoolean()) {
      return control.rescheduleAfter(UNTIL_STARTED);
    }
    var now = clock.instant();
    var decision = Readiness.decide(observer.observe(sessionClass, now), now);
    // After an own write look again at once, for the same reason as with sessions (#3398).
    return applier.apply(decision, sessionClass, context)
        ? control.reschedule()
        : control.rescheduleAfter(decision.recheck());
  }
}
