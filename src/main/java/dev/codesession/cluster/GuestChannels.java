package dev.codesession.cluster;

import dev.codesession.admission.Plan;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.guest.OperatorFrame;
import dev.codesession.guest.SealKey;
import dev.codesession.guest.Violation;
import dev.codesession.session.GuestFacts;
import dev.codesession.session.Milestones;
import dev.codesession.session.PodRef;
import dev.codesession.session.SandboxFacts;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The conversations with wardens, one per pod. They run on virtual threads; what they learn is kept
 * here as an observed fact and wakes the reconciler, which never waits for a channel. Nothing here
 * survives the process: a restarted operator attaches again and is told the state.
 */
public final class GuestChannels implements AutoCloseable {
  private final Map<String, GuestMemory> sessions = new ConcurrentHashMap<>();
  private final SimpleInboundEventSource<CodeSession> wakes =
      new SimpleInboundEventSource<>("guests");
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AttachStreams streams;
  private final Salvager salvager;
  private final HelloTerms hello;
  private final Originals originals;
  private final byte[] operatorSeal;
  private final Alerts alerts;
  private final Signals signals;
  private final InstantSource clock;

  public GuestChannels(
      AttachStreams streams,
      Salvager salvager,
      HelloTerms hello,
      Originals originals,
      byte[] operatorSeal,
      Alerts alerts,
      Signals signals,
      InstantSource clock) {
    this.streams = streams;
    this.salvager = salvager;
    this.hello = hello;
    this.originals = originals;
    this.operatorSeal = operatorSeal.clone();
    this.alerts = alerts;
    this.signals = signals;
    this.clock = clock;
  }

  SimpleInboundEventSource<CodeSession> wakes() {
    return wakes;
  }

  /** A session that is to look again, for whatever reason. */
  public void wake(ResourceID session) {
    wakes.propagateEvent(session);
  }

  GuestFacts facts(String sessionUid, String podUid) {
    var memory = sessions.get(sessionUid);
    return memory == null ? new GuestFacts.Unknown("") : memory.facts(podUid);
  }

  Milestones milestones(String sessionUid) {
    var memory = sessions.get(sessionUid);
    return memory == null ? Milestones.NONE : memory.milestones();
  }

  List<Violation> violations(String sessionUid) {
    var memory = sessions.get(sessionUid);
    return memory == null ? List.of() : memory.violations();
  }

  void accepted(String sessionUid, Instant now) {
    memory(sessionUid).accepted(now);
  }

  void created(String sessionUid) {
    memory(sessionUid).created(clock.instant());
  }

  void open(CodeSession session, PodRef pod, Plan plan) {
    memory(session.getMetadata().getUid()).channel(pod.uid(), () -> start(session, pod, plan));
  }

  private GuestChannel start(CodeSession session, PodRef pod, Plan plan) {
    var meta = session.getMetadata();
    var id = new ResourceID(meta.getName(), meta.getNamespace());
    var memory = memory(meta.getUid());
    memory.session(session);
    var attempt = Integer.parseInt(pod.name().substring(pod.name().lastIndexOf('-') + 1));
    var terms = hello.terms(meta.getUid(), attempt, key(meta.getUid(), pod), plan, pod);
    var channel =
        new GuestChannel(
            pod,
            streams,
            new Conversation(terms, clock),
            () -> wakes.propagateEvent(id),
            // An event is an API write: the stream that told of it goes on meanwhile.
            violation -> {
              var recorded = memory.session();
              alerts.raise(recorded, violation);
              threads.execute(() -> alerts.violation(recorded, violation));
            },
            () -> threads.execute(() -> alerts.forged(memory.session(), pod.uid())),
            signals);
    threads.execute(channel);
    return channel;
  }

  void run(CodeSession session, PodRef pod, Plan plan) {
    var memory = memory(session.getMetadata().getUid());
    // From now on incidents are of what is recorded: also where it runs.
    memory.session(session);
    memory.ifOpen(pod.uid(), channel -> threads.execute(() -> channel.run(payload(session, plan))));
  }

  private Supplier<OperatorFrame.Run> payload(CodeSession session, Plan plan) {
    return () -> RunPayload.of(originals.withInputs(session).getSpec(), plan);
  }

  void cancel(String sessionUid, PodRef pod) {
    var memory = memory(sessionUid);
    memory.cancelled(clock.instant());
    memory.ifOpen(pod.uid(), channel -> threads.execute(channel::cancel));
  }

  /** Reads what an ended pod has left, once. */
  void salvage(CodeSession session, SandboxFacts.Present pod) {
    var meta = session.getMetadata();
    var id = new ResourceID(meta.getName(), meta.getNamespace());
    var memory = memory(meta.getUid());
    if (memory.beginSalvage(pod.ref().uid())) {
      threads.execute(
          () -> {
            try {
              memory.salvaged(pod.ref().uid(), salvaged(meta.getUid(), pod.ref()));
              wakes.propagateEvent(id);
            } catch (KubernetesClientException e) {
              // Not woken: the session looks again by itself, and no more often than that.
              memory.salvageFailed(pod.ref().uid());
            }
          });
    }
  }

  /**
   * Always an answer, since a session whose pod has ended waits for nothing else; unless the API
   * server does not answer, which says nothing about the guest.
   */
  private GuestFacts salvaged(String sessionUid, PodRef pod) {
    try {
      return salvager.read(pod, sessionUid, key(sessionUid, pod));
    } catch (KubernetesClientException e) {
      throw e;
    } catch (RuntimeException e) {
      return new GuestFacts.Mute(
          null, "what it has left could not be read: " + PodReader.shorten(e.toString()));
    }
  }

  void close(String sessionUid, PodRef pod) {
    memory(sessionUid).ifOpen(pod.uid(), channel -> threads.execute(channel::bye));
  }

  void forget(String sessionUid) {
    var memory = sessions.remove(sessionUid);
    if (memory != null) {
      memory.close();
    }
  }

  private GuestMemory memory(String sessionUid) {
    return sessions.computeIfAbsent(sessionUid, uid -> new GuestMemory());
  }

  private SealKey key(String sessionUid, PodRef pod) {
    return SealKey.derive(operatorSeal, sessionUid, pod.uid());
  }

  /** Hangs up everywhere without a BYE: the guests go on, another operator will take over. */
  @Override
  public void close() {
    sessions.values().forEach(GuestMemory::close);
    threads.shutdownNow();
  }
}
