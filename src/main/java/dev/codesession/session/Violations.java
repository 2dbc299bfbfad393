package dev.codesession.session;

import dev.codesession.api.v1alpha1.TimelineStatus;
import dev.codesession.api.v1alpha1.ViolationStatus;
import dev.codesession.guest.Result;
import dev.codesession.guest.Violation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Violations as the status has them. */
final class Violations {
  private Violations() {}

  /** The sealed list where there is one; else what was heard before the guest fell silent. */
  static List<ViolationStatus> of(
      @Nullable Result result, List<Violation> heard, @Nullable TimelineStatus line) {
    var started = line == null ? null : Timestamps.readOrNull(line.started());
    return (result == null ? heard : result.violations())
        .stream().map(v -> status(v, started)).toList();
  }

  /** The same, seen at that instant. */
  static ViolationStatus at(ViolationStatus v, Instant now) {
    return new ViolationStatus(
        v.rule(),
        v.technique(),
        v.priority(),
        v.attempted(),
        Timestamps.write(now),
        v.sinceStartMillis(),
        v.count(),
        v.action());
  }

  private static ViolationStatus status(Violation violation, @Nullable Instant started) {
    return new ViolationStatus(
        violation.rule(),
        violation.technique().isEmpty() ? null : violation.technique(),
        violation.priority(),
        violation.attempted(),
        started == null ? null : Timestamps.write(started.plus(violation.sinceStart())),
        violation.sinceStart().toMillis(),
        violation.count(),
        violation.action().name());
  }
}
