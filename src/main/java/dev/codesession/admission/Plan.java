package dev.codesession.admission;

import dev.codesession.api.v1alpha1.IsolationPolicy;
import dev.codesession.api.v1alpha1.Language;
import dev.codesession.api.v1alpha1.ScratchMedium;
import dev.codesession.api.v1alpha1.SessionClassSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session and its class agree on; all that is needed to make its pod and to judge its proof.
 *
 * @param cpuOvercommit the sandbox requests its CPU limit divided by this
 * @param rules the class as a whole, as it was when the plan was made
 * @param node the one node it may run on; null, for all but canaries, for any
 * @param oversight how the code is watched and scanned
 * @param regions allowed values of {@code regionLabel} on the node; empty means anywhere
 */
public record Plan(
    String className,
    String runtimeClassName,
    Language language,
    EffectiveLimits limits,
    IsolationPolicy isolation,
    ScratchMedium scratch,
    String regionLabel,
    List<String> regions,
    Duration startDeadline,
    Duration queueTimeout,
    Duration ttl,
    int cpuOvercommit,
    Oversight oversight,
    SessionClassSpec rules,
    @Nullable String node) {

  public Plan {
    regions = List.copyOf(regions);
  }

  /** The same on one node. */
  public Plan on(@Nullable String oneNode) {
    return new Plan(
        className,
        runtimeClassName,
        language,
        limits,
        isolation,
        scratch,
        regionLabel,
        regions,
        startDeadline,
        queueTimeout,
        ttl,
        cpuOvercommit,
        oversight,
        rules,
        oneNode);
  }
}
