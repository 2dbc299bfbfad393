package dev.codesession.cluster;

import dev.codesession.admission.Durations;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.session.Erasure;
import dev.codesession.session.Keeping;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What of a session is kept for how long: by its class as it is now, also when it has finished. */
final class Retained {
  private Retained() {}

  static Keeping of(CodeSession session, Verdict verdict) {
    var annotations = session.getMetadata().getAnnotations();
    boolean held = annotations != null && annotations.containsKey(Names.LEGAL_HOLD_ANNOTATION);
    var status = session.getStatus();
    var abridged = session.abridged();
    var results = abridged == null ? null : abridged.results();
    var retention = verdict instanceof Verdict.Accepted(var plan) ? plan.rules().retention() : null;
    return new Keeping(
        retention == null ? null : duration(retention.resultTtl()),
        retention == null ? null : duration(retention.artifactsTtl()),
        results == null ? status != null && Erasure.hasText(status) : results.text(),
        results == null ? status != null && Erasure.hasArtifacts(status) : results.artifacts(),
        held);
  }

  /** Null for what is absent, or no duration: the schema would not have let it pass. */
  private static @Nullable Duration duration(@Nullable String text) {
    try {
      return text == null ? null : Durations.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
