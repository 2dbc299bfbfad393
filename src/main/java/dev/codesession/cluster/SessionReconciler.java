package dev.codesession.cluster;

import dev.codesession.admission.Plan;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.session.Change;
import dev.codesession.session.Decision;
import dev.codesession.session.Lifecycle;
import dev.codesession.session.Observation;
import dev.codesession.session.Recorded;
import io.javaoperatorsdk.operator.api.reconciler.BaseControl;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** observe → decide → apply → report, for living and for deleted sessions alike. */
public final class SessionReconciler implements Reconciler<CodeSession>, Cleaner<CodeSession> {
  /** A record that is waited for is written at once. */
  private static final Duration UNTIL_RECORDED = Duration.ofMillis(50);

  private final Caches caches;
  private final Observer observer;
  private final QuotaQueue queue;
  private final Lifecycle lifecycle;
  private final Applier applier;
  private final Reporter reporter;
  private final GuestChannels channels;
  private final ClassCaches classes;
  private final AuditBook audit;
  private final InstantSource clock;

  public SessionReconciler(
      Caches caches,
      Observer observer,
      QuotaQueue queue,
      Lifecycle lifecycle,
      Applier applier,
      Reporter reporter,
      GuestChannels channels,
      ClassCaches classes,
      AuditBook audit,
      InstantSource clock) {
    this.caches = caches;
    this.observer = observer;
    this.queue = queue;
    this.lifecycle = lifecycle;
    this.applier = applier;
    this.reporter = reporter;
    this.channels = channels;
    this.classes = classes;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, CodeSession>> prepareEventSources(
      EventSourceContext<CodeSession> context) {
    return caches.eventSources(context, channels.wakes(), queue::changed);
  }

  @Override
  public UpdateControl<CodeSession> reconcile(CodeSession session, Context<CodeSession> context) {
    var pass = pass(session, context);
    UpdateControl<CodeSession> control = UpdateControl.noUpdate();
    reschedule(control, pass);
    return control;
  }

  @Override
  public DeleteControl cleanup(CodeSession session, Context<CodeSession> context) {
    var pass = pass(session, context);
    if (pass.decision().gone() && !audit.released(session)) {
      return DeleteControl.noFinalizerRemoval().rescheduleAfter(UNTIL_RECORDED);
    }
    if (pass.decision().gone()) {
      channels.forget(session.getMetadata().getUid());
      return DeleteControl.defaultDelete();
    }
    var control = DeleteControl.noFinalizerRemoval();
    reschedule(control, pass);
    return control;
  }

  private record Pass(Decision decision, boolean wrote) {}

  private Pass pass(CodeSession session, Context<CodeSession> context) {
    var now = clock.instant();
    audit.seen(session);
    var seen = observer.observe(session, now);
    tellClass(seen);
    forgetGuest(seen);
    var decision = lifecycle.decide(seen, now);
    var refusal = applier.apply(decision.actions(), session, context);
    queue.passed(session, seen, decision, refusal);
    if (refusal.isPresent()) {
      decision = lifecycle.refused(seen, refusal.get(), now);
    }
    if (decision.change() instanceof Change.Finish finish && !finish.podExisted()) {
      applier.mustNotExist(session, seen.recorded().attempt());
    }
    boolean wrote = reporter.report(session, decision.change(), seen, context);
    return new Pass(decision, wrote);
  }

  /** It is held from now on; a class that is held already hears nothing. */
  private void tellClass(Observation seen) {
    if (seen.recorded() instanceof Recorded.Fresh
        && seen.verdict() instanceof Verdict.Accepted(Plan plan)
        && plan.node() == null) {
      caches.sessionClass(plan.className()).ifPresent(classes::used);
    }
  }

  /**
   * All that was heard is recorded by now; it would stay in memory until the session is deleted.
   */
  private void forgetGuest(Observation seen) {
    if (seen.recorded() instanceof Recorded.Finished finished && finished.destroyed()) {
      channels.forget(seen.session().uid());
    }
  }

  /**
   * After an own write of the status: look again at once. JOSDK 5.3.2 drops a foreign change that
   * arrives inside the window of our write with a lower resource version (#3398), a deletion
   * included; the extra pass reads caches only.
   */
  private static void reschedule(BaseControl<?> control, Pass pass) {
    if (pass.wrote()) {
      control.reschedule();
    } else if (pass.decision().recheck() != null) {
      control.rescheduleAfter(pass.decision().recheck());
    }
  }
}
