package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code hack/doctor} on the cluster under test. */
final class DoctorIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  private final AdministratorScript doctor = new AdministratorScript("hack/doctor");

  @Test
  void findsTheInstallationInOrder() throws Exception {
    var findings = doctor.call();
    assertThat(findings.text())
        .contains("OK    crd          as in crds/ of this version")
        .contains("OK    operator ")
        .contains("OK    rbac         the operator has the rights it needs")
        .contains("OK    rbac         the operator may not exec")
        .contains("OK    admission    ten policies are bound, and deny")
        .contains("OK    class        one class is the default")
        .contains("OK    runtime      gvisor can run on: ")
        .contains("OK    versions ")
        .contains("OK    clocks ");
  }

  @Test
  void saysWhatToDoAboutWhatIsMissing() throws Exception {
    var findings = doctor.call("--release", "no-such-release");
    assertThat(findings.exitCode()).isEqualTo(1);
    assertThat(findings.text()).contains("FAIL  operator     there is no operator").contains("→ ");
  }

  @Test
  void doesNotTakeWhatItDoesNotKnow() throws Exception {
    assertThat(doctor.call("--cure").exitCode()).isEqualTo(2);
  }
}
