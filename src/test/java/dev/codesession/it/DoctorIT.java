package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code hack/doctor} on the cluster under test. */
final class DoctorIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  @TempDir private Path folder;

  private record Findings(int exitCode, String text) {}

  private Findings doctor(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("hack/doctor"));
    command.addAll(List.of(arguments));
    var output = folder.resolve("findings");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    var kubeconfig = Path.of(System.getenv("CODESESSION_TEST_KUBECONFIG"));
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().merge("PATH", kubectl(), (path, own) -> own + ":" + path);
    var process = builder.start();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    return new Findings(process.exitValue(), Files.readString(output));
  }

  /** Beside the helm that the tests of the chart use. */
  private static String kubectl() throws IOException {
    var cache =
        Path.of(
            Objects.requireNonNullElse(
                System.getenv("CODESESSION_CACHE"),
                System.getProperty("user.home") + "/.cache/codesession"),
            "localcluster");
    if (!Files.isDirectory(cache)) {
      return "/usr/local/bin";
    }
    try (var folders = Files.list(cache)) {
      return folders
          .filter(f -> Files.isExecutable(f.resolve("kubectl")))
          .map(Path::toString)
          .findFirst()
          .orElse("/usr/local/bin");
    }
  }

  @Test
  void findsTheInstallationInOrder() throws Exception {
    var findings = doctor();
    assertThat(findings.text())
        .contains("OK    crd          as in crds/ of this version")
        .contains("OK    operator ")
        .contains("OK    rbac         the operator has the rights it needs")
        .contains("OK    rbac         the operator may not exec")
        .contains("OK    admission    ten policies are bound, and deny")
        .contains("OK    class        one class is the default")
        .contains("OK    runtime      gvisor can run on: ")
        .contains("OK    clocks ");
  }

  @Test
  void saysWhatToDoAboutWhatIsMissing() throws Exception {
    var findings = doctor("--release", "no-such-release");
    assertThat(findings.exitCode()).isEqualTo(1);
    assertThat(findings.text()).contains("FAIL  operator     there is no operator").contains("→ ");
  }

  @Test
  void doesNotTakeWhatItDoesNotKnow() throws Exception {
    assertThat(doctor("--cure").exitCode()).isEqualTo(2);
  }
}
