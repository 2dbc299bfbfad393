package dev.codesession.classes;

import dev.codesession.api.v1alpha1.SessionClassStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do now: the actions, then the status.
 *
 * @param status to be written if it differs; null to leave it
 * @param findings of canaries that are recorded by this very status
 * @param recheck when to look again if nothing happens before
 */
public record ClassDecision(
    List<ClassAction> actions,
    @Nullable SessionClassStatus status,
    List<Finding> findings,
    Duration recheck) {
  public ClassDecision {
    actions = List.copyOf(actions);
    findings = List.copyOf(findings);
  }

  /** What one canary has shown, for events and metrics. */
  public record Finding(String node, CanaryVerdict verdict) {}
}
