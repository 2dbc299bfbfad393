package dev.codesession.guest;

import dev.codesession.api.v1alpha1.CheckStatus;
import dev.codesession.api.v1alpha1.IsolationPolicy;
import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.api.v1alpha1.KernelRequirement;
import dev.codesession.api.v1alpha1.NetworkRequirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Judges a proof. Every check is made and reported whatever the policy; the policy says which of
 * them must hold. Fails closed: a policy that is silent, or speaks words of a newer version, gets
 * the strict default, and evidence that is missing is evidence against.
 */
public final class ProofJudge {
  private ProofJudge() {}

  /** Against a HELLO: besides all else, every address it asked about must have been tried. */
  public static IsolationStatus judge(
      Proof proof,
      OperatorFrame.Hello asked,
      IsolationPolicy policy,
      NodeFacts node,
      Duration podAge) {
    return judge(proof, asked.nonce(), asked.probes(), policy, new KernelChecks(node, podAge));
  }

  /** Against a nonce; what was tried is taken from the proof, and must be something. */
  public static IsolationStatus judge(
      Proof proof, String expectedNonce, IsolationPolicy policy, NodeFacts node, Duration podAge) {
    return judge(proof, expectedNonce, List.of(), policy, new KernelChecks(node, podAge));
  }

  private static IsolationStatus judge(
      Proof proof,
      String nonce,
      List<OperatorFrame.Probe> asked,
      IsolationPolicy policy,
      KernelChecks kernel) {
    var network = Objects.requireNonNullElse(policy.network(), NetworkRequirement.NoInterface);
    boolean dedicated =
        Objects.requireNonNullElse(policy.kernel(), KernelRequirement.Dedicated)
            == KernelRequirement.Dedicated;
    var checks = new ArrayList<CheckStatus>();
    checks.add(nonce(proof, nonce));
    checks.addAll(new NetworkChecks(network, asked).of(proof));
    checks.addAll(IdentityChecks.of(proof.identity()));
    checks.addAll(kernel.of(proof.kernel(), dedicated));
    checks.addAll(ConfinementChecks.of(proof, policy.confinement()));
    return new IsolationStatus(checks.stream().allMatch(ProofJudge::satisfied), checks);
  }

  private static CheckStatus nonce(Proof proof, String expected) {
    boolean fresh = !expected.isEmpty() && proof.nonce().equals(expected);
    var finding =
        fresh
            ? "the proof answers this operator's last question"
            : "the proof answers another question, it may be old";
    return check("nonce", fresh, true, finding);
  }

  /** The one place where a finding becomes text of a status. */
  static CheckStatus check(String name, boolean passed, boolean required, String finding) {
    return new CheckStatus(name, passed, required, UntrustedText.line(finding, Bounds.FINDING));
  }

  private static boolean satisfied(CheckStatus check) {
    return Boolean.TRUE.equals(check.passed()) || Boolean.FALSE.equals(check.required());
  }
}
