package dev.codesession.session;

import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.DestructionStatus;
import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.api.v1alpha1.OmittedArtifact;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import dev.codesession.api.v1alpha1.StreamStatus;
import dev.codesession.api.v1alpha1.TimelineStatus;
import dev.codesession.api.v1alpha1.ViolationStatus;
import dev.codesession.guest.Result;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies of a status with one part replaced. */
final class StatusParts {
  static final TimelineStatus NO_TIMELINE =
      new TimelineStatus(null, null, null, null, null, null, null, null);

  private StatusParts() {}

  static CodeSessionStatus withIsolation(CodeSessionStatus s, IsolationStatus isolation) {
    return new CodeSessionStatus(
        s.phase(),
        s.observedGeneration(),
        s.conditions(),
        s.attempt(),
        s.outcome(),
        s.stdout(),
        s.stderr(),
        s.artifacts(),
        s.artifactsOmitted(),
        s.usage(),
        s.timeline(),
        isolation,
        s.violations(),
        s.scan(),
        s.sandbox(),
        s.destruction());
  }

  static CodeSessionStatus withDestruction(CodeSessionStatus s, DestructionStatus destruction) {
    return new CodeSessionStatus(
        s.phase(),
        s.observedGeneration(),
        s.conditions(),
        s.attempt(),
        s.outcome(),
        s.stdout(),
        s.stderr(),
        s.artifacts(),
        s.artifactsOmitted(),
        s.usage(),
        s.timeline(),
        s.isolation(),
        s.violations(),
        s.scan(),
        s.sandbox(),
        destruction);
  }

  static CodeSessionStatus withViolation(CodeSessionStatus s, ViolationStatus violation) {
    var violations = new ArrayList<>(s.violations());
    violations.add(violation);
    return new CodeSessionStatus(
        s.phase(),
        s.observedGeneration(),
        s.conditions(),
        s.attempt(),
        s.outcome(),
        s.stdout(),
        s.stderr(),
        s.artifacts(),
        s.artifactsOmitted(),
        s.usage(),
        s.timeline(),
        s.isolation(),
        violations,
        s.scan(),
        s.sandbox(),
        s.destruction());
  }

  static CodeSessionStatus withOutcome(
      CodeSessionStatus s,
      Change.Finish finish,
      String sessionUid,
      List<ViolationStatus> violations) {
    OutcomeStatus outcome = finish.outcome();
    Result result = finish.result();
    if (result == null) {
      return new CodeSessionStatus(
          s.phase(),
          s.observedGeneration(),
          s.conditions(),
          s.attempt(),
          outcome,
          s.stdout(),
          s.stderr(),
          s.artifacts(),
          s.artifactsOmitted(),
          s.usage(),
          s.timeline(),
          s.isolation(),
          violations,
          s.scan(),
          s.sandbox(),
          s.destruction());
    }
    List<ArtifactStatus> artifacts = Artifacts.kept(result, finish.place(), sessionUid);
    return new CodeSessionStatus(
        s.phase(),
        s.observedGeneration(),
        s.conditions(),
        s.attempt(),
        outcome,
        result.stdout(),
        result.stderr(),
        artifacts,
        Artifacts.omitted(result, finish.place()),
        result.usage(),
        s.timeline(),
        s.isolation(),
        violations,
        result.scan(),
        s.sandbox(),
        s.destruction());
  }

  static TimelineStatus withDestroyed(@Nullable TimelineStatus line, String destroyed) {
    var t = line == null ? NO_TIMELINE : line;
    return new TimelineStatus(
        t.accepted(),
        t.created(),
        t.booted(),
        t.proven(),
        t.started(),
        t.ended(),
        t.recorded(),
        destroyed);
  }

  /** Characters of each stream that survive a trim. */
  private static final int TRIMMED_STREAM = 2048;

  static CodeSessionStatus trimmed(CodeSessionStatus s) {
    var omitted = new ArrayList<>(s.artifactsOmitted());
    s.artifacts().stream()
        .filter(a -> a.data() != null)
        .forEach(a -> omitted.add(new OmittedArtifact(a.path(), "ObjectTooLarge")));
    var kept = s.artifacts().stream().filter(a -> a.data() == null).toList();
    return new CodeSessionStatus(
        s.phase(),
        s.observedGeneration(),
        s.conditions(),
        s.attempt(),
        s.outcome(),
        trimmed(s.stdout()),
        trimmed(s.stderr()),
        kept,
        omitted,
        s.usage(),
        s.timeline(),
        s.isolation(),
        s.violations(),
        s.scan(),
        s.sandbox(),
        s.destruction());
  }

  private static @Nullable StreamStatus trimmed(@Nullable StreamStatus stream) {
    if (stream == null) {
      return null;
    }
    var head = stream.head() == null ? "" : stream.head();
    boolean cut = head.length() > TRIMMED_STREAM || stream.tail() != null;
    return new StreamStatus(
        head.length() > TRIMMED_STREAM ? head.substring(0, TRIMMED_STREAM) : head,
        null,
        stream.bytes(),
        cut || Boolean.TRUE.equals(stream.truncated()),
        stream.sha256());
  }
}
