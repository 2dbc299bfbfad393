package dev.codesession.cluster;

import dev.codesession.admission.Plan;
import dev.codesession.api.v1alpha1.IsolationPolicy;
import dev.codesession.guest.FrameReader;
import dev.codesession.guest.NodeFacts;
import dev.codesession.guest.OperatorFrame;
import dev.codesession.guest.Reading;
import dev.codesession.guest.SealKey;
import dev.codesession.session.PodRef;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a guest is told to prove, and against which facts of its node and pod the answer is judged.
 */
public final class HelloTerms {
  /**
   * How long a warden waits for RUN, and how long it stays after its result, if nobody speaks to
   * it.
   */
  private static final Duration IDLE = Duration.ofMinutes(10);

  private static final Duration LINGER = Duration.ofSeconds(60);
  private static final Duration PROBE_TIMEOUT = Duration.ofMillis(200);

  private final Caches caches;
  private final ServerTime time;
  private final List<OperatorFrame.Probe> probes;

  /**
   * @param probes name to {@code host:port}: what no guest may reach, wherever it is
   */
  public HelloTerms(Caches caches, ServerTime time, Map<String, String> probes) {
    this.caches = caches;
    this.time = time;
    this.probes =
        probes.entrySet().stream()
            .map(p -> new OperatorFrame.Probe(p.getKey(), p.getValue()))
            .toList();
  }

  Terms terms(String sessionUid, int attempt, SealKey key, Plan plan, PodRef pod) {
    return new Terms(
        caches,
        time,
        probes,
        new FrameReader(key, sessionUid, attempt),
        sessionUid,
        attempt,
        key,
        plan.isolation(),
        pod);
  }

  /** The terms of one pod. */
  record Terms(
      Caches caches,
      ServerTime time,
      List<OperatorFrame.Probe> probes,
      FrameReader reader,
      String sessionUid,
      int attempt,
      SealKey key,
      IsolationPolicy policy,
      PodRef pod) {
    OperatorFrame.Hello hello(String nonce) {
      var all = new ArrayList<>(probes);
      all.addAll(Surroundings.of(pod.name(), hostOf(), caches.sandboxes()));
      return new OperatorFrame.Hello(
          sessionUid, attempt, key, nonce, IDLE, LINGER, all, PROBE_TIMEOUT);
    }

    byte[] encode(OperatorFrame frame, long sequence) {
      return frame.encode(key, sessionUid, attempt, sequence);
    }

    Reading read(byte[] line) {
      return reader.read(line);
    }

    /** Read when the proof is judged: the node may have been unknown when the pod was made. */
    NodeFacts node() {
      return Optional.ofNullable(hostOf())
          .map(n -> n.getStatus().getNodeInfo())
          .map(info -> new NodeFacts(info.getBootID(), info.getKernelVersion()))
          .orElseGet(() -> new NodeFacts("", ""));
    }

    private @Nullable Node hostOf() {
      return caches
          .pod(pod.namespace(), pod.name())
          .flatMap(p -> caches.node(p.getSpec().getNodeName()))
          .orElse(null);
    }

    /** By the clock that stamped the pod. */
    Duration podAge(Instant now) {
      return caches
          .pod(pod.namespace(), pod.name())
          .map(p -> Duration.between(Observer.created(p), time.at(now)))
          .orElse(Duration.ZERO);
    }
  }
}
