package dev.codesession.guest;

import static dev.codesession.guest.ProofJudge.check;

import dev.codesession.api.v1alpha1.CheckStatus;
import dev.codesession.guest.Proof.Kernel;
import java.time.Duration;
import java.util.List;

/**
 * Whether the guest has a kernel of its own, as young as its pod. The releases are reported, not
 * judged: a guest may run the node's.
 */
record KernelChecks(NodeFacts node, Duration podAge) {
  /** Creation is stamped in whole seconds, by another machine's clock. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  List<CheckStatus> of(Kernel kernel, boolean dedicated) {
    return List.of(bootId(kernel, dedicated), uptime(kernel, dedicated));
  }

  private CheckStatus bootId(Kernel kernel, boolean required) {
    var guest = kernel.bootId().strip();
    var host = node.bootId().strip();
    boolean known = !guest.isEmpty() && !host.isEmpty();
    boolean passed = known && !guest.equalsIgnoreCase(host);
    var missing =
        guest.isEmpty() ? "the guest's boot id is unknown" : "the node's boot id is unknown";
    var verdict =
        passed
            ? "a kernel of its own"
            : known ? "the same boot as the node: the kernel is shared" : missing;
    var releases =
        "guest kernel " + named(kernel.release()) + ", node kernel " + named(node.kernelVersion());
    return check("kernel.bootId", passed, required, verdict + "; " + releases);
  }

  private static String named(String release) {
    return release.isEmpty() ? "unknown" : release;
  }

  private CheckStatus uptime(Kernel kernel, boolean required) {
    var uptime = Duration.ofMillis(kernel.uptimeMillis());
    boolean passed = uptime.compareTo(podAge.plus(SLACK)) <= 0;
    var verdict = passed ? "booted for this pod" : "booted before its pod was made: not a fresh VM";
    return check(
        "kernel.uptime",
        passed,
        required,
        verdict + "; up " + uptime.toMillis() + " ms, pod " + podAge.toMillis() + " ms old");
  }
}
