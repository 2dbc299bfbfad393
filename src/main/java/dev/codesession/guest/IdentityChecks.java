package dev.codesession.guest;

import static dev.codesession.guest.ProofJudge.check;

import dev.codesession.api.v1alpha1.CheckStatus;
import dev.codesession.guest.Proof.Capabilities;
import dev.codesession.guest.Proof.Identity;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Who the warden is, and so what the code could at most become. Always required. */
final class IdentityChecks {
  private IdentityChecks() {}

  static List<CheckStatus> of(Identity identity) {
    return List.of(token(identity), capabilities(identity.capabilities()), nonRoot(identity));
  }

  private static CheckStatus token(Identity identity) {
    var file =
        identity.serviceAccountToken()
            ? "a service account token is mounted"
            : "no service account token";
    return check(
        "serviceAccountToken",
        !identity.serviceAccountToken(),
        true,
        file + "; " + identity.kubernetesEnvironment() + " KUBERNETES_ variables");
  }

  /**
   * The bounding set only limits what could be gained by executing a file, which no_new_privs
   * forbids.
   */
  private static CheckStatus capabilities(Capabilities sets) {
    var held = new ArrayList<String>();
    name(held, "effective", sets.effective());
    name(held, "permitted", sets.permitted());
    name(held, "inheritable", sets.inheritable());
    name(held, "ambient", sets.ambient());
    var bounding = "bounding set " + hex(sets.bounding());
    var finding =
        held.isEmpty() ? "no capability held" : "holds capabilities: " + String.join(", ", held);
    return check("capabilities", held.isEmpty(), true, finding + "; " + bounding);
  }

  private static void name(List<String> held, String set, long bits) {
    if (bits != 0) {
      held.add(set + " " + hex(bits));
    }
  }

  private static String hex(long bits) {
    return HexFormat.of().toHexDigits(bits);
  }

  private static CheckStatus nonRoot(Identity identity) {
    boolean passed = identity.uid() != 0 && identity.gid() != 0;
    return check(
        "nonRoot",
        passed,
        true,
        "uid " + identity.uid() + ", gid " + identity.gid() + ", groups " + identity.groups());
  }
}
