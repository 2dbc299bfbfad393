package dev.codesession.cluster;

import dev.codesession.admission.Admission;
import dev.codesession.admission.Durations;
import dev.codesession.admission.Plan;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.NetworkRequirement;
import dev.codesession.blueprint.Ownership;
import dev.codesession.blueprint.PinnedClass;
import dev.codesession.classes.Canary;
import dev.codesession.classes.Readiness;
import dev.codesession.session.GuardFacts;
import dev.codesession.session.Hold;
import dev.codesession.session.Observation;
import dev.codesession.session.Recorded;
import dev.codesession.session.RecordedReader;
import dev.codesession.session.SandboxFacts;
import dev.codesession.session.SessionFacts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Classifies everything once, from caches. A cache miss is not evidence: where the absence of a pod
 * would end something, one live read decides.
 */
public final class Observer {
  private static final Duration TTL_WITHOUT_CLASS = Duration.ofHours(1);

  private final KubernetesClient client;
  private final Caches caches;
  private final Guard guard;
  private final QuotaQueue queue;
  private final GuestChannels channels;
  private final String operatorNamespace;
  private final AtomicReference<@Nullable Instant> working = new AtomicReference<>();

  public Observer(
      KubernetesClient client,
      Caches caches,
      Guard guard,
      QuotaQueue queue,
      GuestChannels channels,
      String operatorNamespace) {
    this.client = client;
    this.caches = caches;
    this.guard = guard;
    this.queue = queue;
    this.channels = channels;
    this.operatorNamespace = operatorNamespace;
  }

  Observation observe(CodeSession session, Instant now) {
    var facts = facts(session);
    var recorded = RecordedReader.read(session.getStatus(), facts.created());
    if (recorded instanceof Recorded.Fresh) {
      channels.accepted(facts.uid(), now);
    }
    var pod = find(facts, recorded.attempt(), missIsEvidence(facts, recorded));
    var canaryNode = Canary.nodeOf(session, operatorNamespace);
    var verdict = on(canaryNode, verdict(session, pod));
    var sandbox = pod.map(p -> classify(facts, p)).orElseGet(SandboxFacts.Absent::new);
    var podUid =
        sandbox instanceof SandboxFacts.Present present
            ? present.ref().uid()
            : recorded instanceof Recorded.Running running ? running.podUid() : "";
    return new Observation(
        working(now),
        facts,
        recorded,
        verdict,
        guard(facts, verdict),
        canaryNode == null && pod.isEmpty() ? hold(session, recorded, verdict) : null,
        sandbox,
        region(session, sandbox, verdict),
        strays(facts, recorded, sandbox),
        channels.facts(facts.uid(), podUid),
        channels.milestones(facts.uid()),
        channels.violations(facts.uid()),
        ttl(session, verdict),
        Retained.of(session, verdict));
  }

  /** A standby looks after nothing, however long it has been there. */
  private Instant working(Instant now) {
    working.compareAndSet(null, now);
    return Objects.requireNonNull(working.get());
  }

  /** Who has a pod keeps to the class that it was made by. */
  private Verdict verdict(CodeSession session, Optional<Pod> pod) {
    var pinned =
        pod.filter(p -> Ownership.isOwner(session.getMetadata().getUid(), p))
            .flatMap(PinnedClass::of);
    return Admission.judge(session, pinned.map(List::of).orElseGet(caches::classes));
  }

  /** Where there is no interface, nothing that a policy opens can be used. */
  private GuardFacts guard(SessionFacts facts, Verdict verdict) {
    boolean relied =
        verdict instanceof Verdict.Accepted(Plan plan)
            && plan.isolation().network() == NetworkRequirement.Unreachable;
    return new GuardFacts(
        guard.inForce(facts.namespace()),
        relied ? guard.openers(facts.namespace(), facts.uid()) : List.of());
  }

  private @Nullable String region(CodeSession session, SandboxFacts sandbox, Verdict verdict) {
    if (!(verdict instanceof Verdict.Accepted(Plan plan))) {
      return null;
    }
    var status = session.getStatus();
    var recorded = status == null || status.sandbox() == null ? null : status.sandbox().node();
    var node = sandbox instanceof SandboxFacts.Present pod ? pod.node() : recorded;
    return caches
        .node(node)
        .map(n -> Objects.requireNonNullElse(n.getMetadata().getLabels(), Map.<String, String>of()))
        .map(labels -> labels.getOrDefault(plan.regionLabel(), ""))
        .orElse(null);
  }

  private static Verdict on(@Nullable String canaryNode, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted(Plan plan) -> new Verdict.Accepted(plan.on(canaryNode));
      case Verdict.Refused refused -> refused;
    };
  }

  /** Its class first: who waits for that is in nobody's way. */
  private @Nullable Hold hold(CodeSession session, Recorded recorded, Verdict verdict) {
    boolean ahead = recorded instanceof Recorded.Fresh || recorded instanceof Recorded.Pending;
    return switch (verdict) {
      case Verdict.Accepted(Plan plan) when ahead ->
          caches
              .sessionClass(plan.className())
              .map(Readiness::whyNotReady)
              .map(why -> new Hold(Hold.CLASS_NOT_READY, why))
              .orElseGet(() -> queue.hold(session));
      case Verdict.Accepted accepted -> null;
      case Verdict.Refused refused -> null;
    };
  }

  private static SessionFacts facts(CodeSession session) {
    var meta = session.getMetadata();
    var spec = session.getSpec();
    return new SessionFacts(
        meta.getNamespace(),
        meta.getName(),
        meta.getUid(),
        meta.getGeneration() == null ? 0 : meta.getGeneration(),
        created(session),
        meta.getDeletionTimestamp() == null ? null : Instant.parse(meta.getDeletionTimestamp()),
        spec != null && Boolean.TRUE.equals(spec.cancel()),
        RecordedReader.alarmed(session.getStatus()));
  }

  /**
   * Whether the absence of the pod would end the session, confirm its destruction or let its
   * finalizer go.
   */
  private static boolean missIsEvidence(SessionFacts session, Recorded recorded) {
    return switch (recorded) {
      case Recorded.Fresh fresh -> session.deleting();
      case Recorded.Pending pending -> session.deleting() || session.cancel();
      case Recorded.Running running -> true;
      case Recorded.Finished finished -> !finished.destroyed();
    };
  }

  private Optional<Pod> find(SessionFacts session, int attempt, boolean live) {
    var name = Names.pod(session.uid(), attempt);
    var cached = caches.pod(session.namespace(), name);
    return cached.isEmpty() && live
        ? Optional.ofNullable(client.pods().inNamespace(session.namespace()).withName(name).get())
        : cached;
  }

  /** Pods of other attempts. Before a second attempt starts, the first must be known to be gone. */
  private List<SandboxFacts.Present> strays(
      SessionFacts session, Recorded recorded, SandboxFacts current) {
    int attempt = recorded.attempt();
    var strays = new ArrayList<SandboxFacts.Present>();
    for (Pod pod : caches.podsOf(session.uid())) {
      if (!Names.pod(session.uid(), attempt).equals(pod.getMetadata().getName())
          && classify(session, pod) instanceof SandboxFacts.Present stray) {
        strays.add(stray);
      }
    }
    if (strays.isEmpty() && attempt > 1 && current instanceof SandboxFacts.Absent) {
      find(session, attempt - 1, true)
          .map(pod -> classify(session, pod))
          .ifPresent(
              found -> {
                if (found instanceof SandboxFacts.Present stray) {
                  strays.add(stray);
                }
              });
    }
    return strays;
  }

  private static SandboxFacts classify(SessionFacts session, Pod pod) {
    return Ownership.isOwner(session.uid(), pod)
        ? PodReader.read(pod)
        : new SandboxFacts.Foreign(pod.getMetadata().getName());
  }

  private static Duration ttl(CodeSession session, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted(Plan plan) -> plan.ttl();
      case Verdict.Refused refused -> {
        var asked = session.getSpec() == null ? null : session.getSpec().ttlAfterFinished();
        try {
          yield asked == null ? TTL_WITHOUT_CLASS : Durations.parse(asked);
        } catch (IllegalArgumentException e) {
          yield TTL_WITHOUT_CLASS;
        }
      }
    };
  }

  static Instant created(HasMetadata object) {
    return Instant.parse(object.getMetadata().getCreationTimestamp());
  }
}
