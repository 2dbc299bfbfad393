package dev.codesession.classes;

import dev.codesession.api.v1alpha1.NodeProof;
import dev.codesession.api.v1alpha1.SessionClassStatus;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What canaries have shown, by node; and which nodes are to be asked again, and when. */
final class Proofs {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(30);
  private static final int DOUBLINGS = 6;

  private final long generation;
  private final String operatorVersion;
  private final Map<String, NodeProof> byNode = new HashMap<>();

  /**
   * Starts from what is recorded of this generation: what an older one proved was another class.
   */
  Proofs(@Nullable SessionClassStatus recorded, long generation, String operatorVersion) {
    this.generation = generation;
    this.operatorVersion = operatorVersion;
    if (recorded != null) {
      recorded.nodes().stream()
          .filter(p -> p.name() != null && Objects.equals(p.classGeneration(), generation))
          .forEach(p -> byNode.put(p.name(), p));
    }
  }

  @Nullable NodeProof of(Candidate node) {
    return byNode.get(node.name());
  }

  List<NodeProof> of(List<Candidate> candidates) {
    return candidates.stream()
        .map(this::of)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(NodeProof::name))
        .toList();
  }

  /** Keeps what a canary has shown of a node as it is now. */
  void keep(Candidate node, CanaryFacts canary, CanaryVerdict verdict, Instant now) {
    var before = of(node);
    int failures = before == null ? 0 : Objects.requireNonNullElse(before.failures(), 0);
    var proof =
        switch (verdict) {
          case CanaryVerdict.Proven proven -> entry(node, canary, true, null, null, now);
          case CanaryVerdict.Disproved(String message) ->
              entry(node, canary, false, failures + 1, message, now);
          // It says nothing against what was shown of the very same node before.
          case CanaryVerdict.Inconclusive(String message) ->
              entry(
                  node,
                  canary,
                  (before == null || !sameNode(before, node)) ? null : before.proven(),
                  failures + 1,
                  message,
                  now);
        };
    byNode.put(node.name(), proof);
  }

  private NodeProof entry(
      Candidate node,
      CanaryFacts canary,
      @Nullable Boolean proven,
      @Nullable Integer failures,
      @Nullable String message,
      Instant now) {
    return new NodeProof(
        node.name(),
        proven,
        node.bootId(),
        node.kernelVersion(),
        node.runtime(),
        generation,
        operatorVersion,
        now.truncatedTo(ChronoUnit.SECONDS).toString(),
        failures,
        canary.uid(),
        message);
  }

  /** When the node is to be tried: at once if it has changed, else after a pause. */
  Instant due(Candidate node, Duration interval) {
    var proof = of(node);
    var checked = proof == null ? null : readOrNull(proof.checkedAt());
    if (proof == null
        || checked == null
        || !sameNode(proof, node)
        || !operatorVersion.equals(proof.operatorVersion())) {
      return Instant.MIN;
    }
    int failures = Objects.requireNonNullElse(proof.failures(), 0);
    return checked.plus(failures == 0 ? interval : pause(failures));
  }

  static Duration pause(int failures) {
    var pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
    return pause.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : pause;
  }

  private static boolean sameNode(NodeProof proof, Candidate node) {
    return node.bootId().equals(proof.bootId())
        && node.kernelVersion().equals(proof.kernelVersion())
        && node.runtime().equals(proof.runtime());
  }

  private static @Nullable Instant readOrNull(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
