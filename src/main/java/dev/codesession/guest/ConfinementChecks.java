package dev.codesession.guest;

import static dev.codesession.guest.ProofJudge.check;

import dev.codesession.api.v1alpha1.CheckStatus;
import dev.codesession.api.v1alpha1.ConfinementFeature;
import java.util.ArrayList;
import java.util.List;

/** What is in force for the code: one check per feature, required or not. */
final class ConfinementChecks {
  /** What a policy that names nothing demands, as its description says. */
  private static final List<ConfinementFeature> DEFAULT =
      List.of(
          ConfinementFeature.NoNewPrivileges,
          ConfinementFeature.Seccomp,
          ConfinementFeature.SocketFilter,
          ConfinementFeature.NonDumpable);

  private ConfinementChecks() {}

  static List<CheckStatus> of(Proof proof, List<ConfinementFeature> policy) {
    var demanded = policy.isEmpty() ? DEFAULT : policy;
    var checks = new ArrayList<CheckStatus>();
    for (var feature : ConfinementFeature.values()) {
      boolean inForce = proof.confinement().features().contains(feature);
      checks.add(
          check(
              "confinement." + feature,
              inForce,
              demanded.contains(feature),
              finding(feature, inForce, proof)));
    }
    return checks;
  }

  private static String finding(ConfinementFeature feature, boolean inForce, Proof proof) {
    return inForce ? inForce(feature, proof) : "not in force: " + missing(feature);
  }

  private static String inForce(ConfinementFeature feature, Proof proof) {
    return switch (feature) {
      case NoNewPrivileges -> "executing a file gives the code no privilege";
      case Seccomp ->
          "system calls of the code are filtered; the warden's own mode is "
              + proof.identity().seccompMode();
      case SocketFilter -> "sockets of every family but local ones are refused";
      case Landlock ->
          "writing outside the working directory is refused; Landlock ABI "
              + proof.confinement().landlockAbi();
      case SignalScope -> "signalling the warden is refused";
      case TerminationLog -> "writing the termination message is refused";
      case NonDumpable -> "the warden's memory cannot be opened";
      case SyscallWatch -> "opened paths and dangerous calls are seen before they happen";
      case NoScratchExecution ->
          "what the code writes it cannot execute, unless the class allows it";
    };
  }

  private static String missing(ConfinementFeature feature) {
    return switch (feature) {
      case NoNewPrivileges -> "a set-uid file could give the code privileges";
      case Seccomp -> "system calls of the code are not filtered";
      case SocketFilter -> "the code can open sockets, vsock to the host among them";
      case Landlock -> "the code can write outside the working directory";
      case SignalScope -> "the code can signal the warden";
      case TerminationLog -> "the code can write the termination message";
      case NonDumpable -> "the code can read the key in the warden's memory";
      case SyscallWatch -> "what the code opens and attempts is not seen as it happens";
      case NoScratchExecution -> "the code can execute files that it wrote";
    };
  }
}
