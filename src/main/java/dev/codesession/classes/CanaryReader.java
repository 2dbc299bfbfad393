package dev.codesession.classes;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reduces a canary session to what a decision needs. Its Isolated condition is the verdict. */
public final class CanaryReader {
  private static final int MESSAGE_LIMIT = 400;

  private CanaryReader() {}

  /** The canary; empty for a session that is none. */
  public static Optional<CanaryFacts> read(CodeSession session) {
    var meta = session.getMetadata();
    var node =
        meta.getAnnotations() == null
            ? null
            : meta.getAnnotations().get(Names.CANARY_NODE_ANNOTATION);
    return node == null
        ? Optional.empty()
        : Optional.of(
            new CanaryFacts(
                meta.getName(),
                meta.getUid(),
                node,
                verdict(session.getStatus()),
                is(session.getStatus(), "Destroyed"),
                meta.getDeletionTimestamp() != null));
  }

  private static @Nullable CanaryVerdict verdict(@Nullable CodeSessionStatus status) {
    if (status == null || status.phase() != Phase.Finished) {
      return null;
    }
    if (is(status, "Isolated")) {
      return new CanaryVerdict.Proven();
    }
    var outcome = status.outcome();
    var reason = outcome == null ? null : outcome.reason();
    var words = outcome == null ? "" : Objects.requireNonNullElse(outcome.message(), "");
    return reason == OutcomeReason.IsolationNotProven
        ? new CanaryVerdict.Disproved(shorten(words))
        : new CanaryVerdict.Inconclusive(
            shorten((reason == null ? "no outcome" : reason.name()) + ": " + words));
  }

  private static boolean is(@Nullable CodeSessionStatus status, String condition) {
    return status != null
        && status.conditions().stream()
            .anyMatch(c -> condition.equals(c.type()) && "True".equals(c.status()));
  }

  private static String shorten(String text) {
    return text.length() <= MESSAGE_LIMIT ? text : text.substring(0, MESSAGE_LIMIT - 1) + "…";
  }
}
