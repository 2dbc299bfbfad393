package dev.codesession.session;

import dev.codesession.admission.Plan;
import dev.codesession.api.v1alpha1.CheckStatus;
import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.api.v1alpha1.ViolationStatus;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Where the sandbox is, by the label of its node: shown before the code is sent, and true until the
 * end. Placing a pod is the scheduler's business, and it looks once only.
 */
final class Residency {
  static final String RULE = "Residency changed";
  private static final String CHECK = "residency.region";

  private Residency() {}

  /** The proof, with one more check where the class or the session names regions. */
  static IsolationStatus judged(IsolationStatus proof, Plan plan, @Nullable String region) {
    if (plan.regions().isEmpty()) {
      return proof;
    }
    boolean there = region != null && plan.regions().contains(region);
    var checks = new ArrayList<>(proof.checks());
    checks.add(new CheckStatus(CHECK, there, true, finding(plan, region)));
    return new IsolationStatus(there && Boolean.TRUE.equals(proof.proven()), checks);
  }

  private static String finding(Plan plan, @Nullable String region) {
    if (region == null) {
      return "the node is not known, so nothing shows its region";
    }
    var allowed = "allowed: " + String.join(", ", plan.regions());
    return region.isEmpty()
        ? "the node has no label " + plan.regionLabel() + "; " + allowed
        : "the node is in " + region + "; " + allowed;
  }

  /**
   * Whether the node of a running session says another region than when it began. A node that is
   * not known says nothing.
   */
  static boolean left(Observation seen, Recorded.Running recorded) {
    return recorded.region() != null
        && seen.region() != null
        && !seen.region().equals(recorded.region());
  }

  /** The same end, as a violation. What the guest sealed is kept. */
  static Change.Breach breach(Change.Finish finish, Observation seen, Recorded.Running recorded) {
    var what = what(seen, recorded);
    var outcome = Outcomes.residencyChanged(finish.outcome(), what);
    return new Change.Breach(
        new Change.Finish(
            outcome, finish.result(), finish.proof(), finish.place(), finish.podExisted()),
        new ViolationStatus(RULE, null, "Critical", what, null, null, 1L, "Terminated"));
  }

  private static String what(Observation seen, Recorded.Running recorded) {
    var now = seen.region() == null || seen.region().isEmpty() ? "none" : seen.region();
    return "the region of the node was " + recorded.region() + " and is " + now;
  }
}
