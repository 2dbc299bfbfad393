package dev.codesession.session;

import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.Condition;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import dev.codesession.api.v1alpha1.StreamStatus;
import dev.codesession.api.v1alpha1.ViolationStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A status whose texts, or whose artifacts, have had their time: numbers and digests stay. */
public final class Erasure {
  private Erasure() {}

  /** Whether there is text that came from the code, or may quote it. */
  public static boolean hasText(CodeSessionStatus s) {
    return hasText(s.stdout())
        || hasText(s.stderr())
        || (s.outcome() != null && filled(s.outcome().message()))
        || s.violations().stream().anyMatch(v -> filled(v.attempted()));
  }

  /** Whether the content of artifacts is there, here or in their Secret. */
  public static boolean hasArtifacts(CodeSessionStatus s) {
    return s.artifacts().stream().anyMatch(a -> a.data() != null || a.secretRef() != null);
  }

  /** The same without its texts, without its artifacts' content, or without both. */
  public static CodeSessionStatus of(CodeSessionStatus s, boolean result, boolean artifacts) {
    return new CodeSessionStatus(
        s.phase(),
        s.observedGeneration(),
        result ? s.conditions().stream().map(Erasure::condition).toList() : s.conditions(),
        s.attempt(),
        result ? outcome(s.outcome()) : s.outcome(),
        result ? stream(s.stdout()) : s.stdout(),
        result ? stream(s.stderr()) : s.stderr(),
        artifacts ? artifacts(s.artifacts()) : s.artifacts(),
        s.artifactsOmitted(),
        s.usage(),
        s.timeline(),
        s.isolation(),
        result ? s.violations().stream().map(Erasure::violation).toList() : s.violations(),
        s.scan(),
        s.sandbox(),
        s.destruction());
  }

  private static boolean hasText(@Nullable StreamStatus stream) {
    return stream != null && (filled(stream.head()) || filled(stream.tail()));
  }

  private static boolean filled(@Nullable String text) {
    return text != null && !text.isEmpty();
  }

  private static @Nullable StreamStatus stream(@Nullable StreamStatus s) {
    return s == null ? null : new StreamStatus(null, null, s.bytes(), s.truncated(), s.sha256());
  }

  private static @Nullable OutcomeStatus outcome(@Nullable OutcomeStatus o) {
    return o == null
        ? null
        : new OutcomeStatus(
            o.reason(), o.blame(), null, o.exitCode(), o.signal(), o.codeStarted(), o.retrySafe());
  }

  private static List<ArtifactStatus> artifacts(List<ArtifactStatus> artifacts) {
    return artifacts.stream()
        .map(a -> new ArtifactStatus(a.path(), a.bytes(), a.sha256(), a.mediaType(), null, null))
        .toList();
  }

  /** Its message is that of the outcome. */
  private static Condition condition(Condition c) {
    return Conditions.FINISHED.equals(c.type())
        ? new Condition(
            c.type(), c.status(), c.reason(), null, c.lastTransitionTime(), c.observedGeneration())
        : c;
  }

  private static ViolationStatus violation(ViolationStatus v) {
    return new ViolationStatus(
        v.rule(),
        v.technique(),
        v.priority(),
        null,
        v.time(),
        v.sinceStartMillis(),
        v.count(),
        v.action());
  }
}
