package dev.codesession.classes;

import dev.codesession.api.v1alpha1.Condition;
import dev.codesession.api.v1alpha1.NodeProof;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.api.v1alpha1.SessionClassStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The condition Ready.
 *
 * @param reason one of a closed list, for programs
 */
record Ready(boolean status, String reason, String message) {
  static final String TYPE = "Ready";
  private static final int MESSAGE_LIMIT = 1024;

  static Ready not(String reason, String message) {
    return new Ready(false, reason, message);
  }

  /** Of a class whose nodes are tried by canaries. */
  static Ready proven(List<Candidate> candidates, List<NodeProof> proofs) {
    var disproved = proofs.stream().filter(p -> Boolean.FALSE.equals(p.proven())).toList();
    if (!disproved.isEmpty()) {
      return not("CanaryFailed", each(disproved));
    }
    long good = proofs.stream().filter(p -> Boolean.TRUE.equals(p.proven())).count();
    var unclear = proofs.stream().filter(p -> p.failures() != null).toList();
    if (good > 0) {
      var trouble = unclear.isEmpty() ? "" : "; " + each(unclear);
      return new Ready(
          true,
          "Proven",
          "proven on " + good + " of " + candidates.size() + " eligible nodes" + trouble);
    }
    return unclear.isEmpty()
        ? not("CanaryRunning", "no canary has proven the isolation of this class yet")
        : not("CanaryFailed", each(unclear));
  }

  private static String each(List<NodeProof> proofs) {
    var text =
        proofs.stream()
            .map(p -> "node " + p.name() + ": " + p.message())
            .collect(Collectors.joining("; "));
    return text.length() <= MESSAGE_LIMIT ? text : text.substring(0, MESSAGE_LIMIT - 1) + "…";
  }

  /** The transition time moves only when the status does. */
  Condition condition(@Nullable SessionClassStatus before, long generation, Instant now) {
    var word = status ? "True" : "False";
    var since =
        find(before)
            .filter(c -> word.equals(c.status()))
            .map(Condition::lastTransitionTime)
            .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new Condition(TYPE, word, reason, message, since, generation);
  }

  static Optional<Condition> find(@Nullable SessionClassStatus status) {
    return status == null
        ? Optional.empty()
        : status.conditions().stream().filter(c -> TYPE.equals(c.type())).findFirst();
  }

  /** Whether it was said, and of the class as it is now. */
  static boolean says(SessionClass sessionClass, Condition condition) {
    return "True".equals(condition.status())
        && sessionClass.getMetadata().getGeneration() != null
        && sessionClass.getMetadata().getGeneration().equals(condition.observedGeneration());
  }
}
