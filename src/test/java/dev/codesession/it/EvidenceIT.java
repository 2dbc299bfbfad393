package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hack/evidence} on the cluster under test. */
final class EvidenceIT {
  /** Stands in the code, in what it prints and in what it may not open. */
  private static final String CODE =
      """
      # %1$s-code
      print('%1$s' + '-output', flush=True)
      open('/etc/shadow')
      """;

  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  @TempDir private Path out;

  private final AdministratorScript evidence = new AdministratorScript("hack/evidence");

  private Map<String, String> files() throws IOException {
    try (Stream<Path> folders = Files.list(out)) {
      var folder = folders.collect(Collectors.toList()).getFirst();
      assertThat(folder.getFileName().toString()).matches("evidence-\\d{8}T\\d{6}Z");
      var found = new TreeMap<String, String>();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          found.put(file.getFileName().toString(), Files.readString(file));
        }
      }
      return found;
    }
  }

  @Test
  void saysWhatIsInForceAndWhatBecameOfSessionsAndNothingOfTheirContent() throws Exception {
    var mark = cluster.namespace() + "-mark";
    var session = cluster.create(Sessions.python("it-runc", CODE.formatted(mark)));
    assertThat(cluster.destroyed(session).stdout().head()).contains(mark + "-output");

    // The trail is written every few seconds.
    LiveCluster.waitUntil(() -> cluster.auditAnchor().isPresent());

    var answer = evidence.call("--out", out.toString());
    assertThat(answer.exitCode()).as(answer.text()).isBetween(0, 1);
    var files = files();
    assertThat(files.get("admission.yaml"))
        .contains("name: codesession-sandbox-shape", "kind: ValidatingAdmissionPolicyBinding");
    assertThat(files.get("rbac.yaml")).contains("kind: ClusterRole", "pods/attach");
    assertThat(files.get("classes.yaml")).contains("name: it-runc");
    assertThat(files.get("guards.yaml")).contains("namespace: " + cluster.namespace());
    assertThat(files.get("operator.txt")).contains("readOnlyRootFilesystem true", "@sha256:");
    assertThat(files.get("nodes.txt")).contains("containerd://");
    assertThat(files.get("doctor.txt")).contains("OK    admission");
    assertThat(files.get("metrics.txt")).contains("codesession_sessions_finished_total");
    assertThat(files.get("audit-anchors.json"))
        .contains("codesession-audit-" + cluster.namespace());
    assertThat(files.get("index.md")).contains("[alerts-waiting.txt]");
    assertThat(files.get("events.txt")).contains("PolicyViolation");
    assertThat(files.get("sessions.txt"))
        .contains(session.getMetadata().getUid(), "PolicyViolation");
    assertThat(files.values())
        .allSatisfy(
            text ->
                assertThat(text)
                    .doesNotContain(mark + "-code", mark + "-output", "/etc/shadow'")
                    .doesNotContainPattern("(?m)^ *kind: Secret$"));
    assertIndexAndSums(files);
  }

  private static void assertIndexAndSums(Map<String, String> files)
      throws NoSuchAlgorithmException {
    var index = files.get("index.md");
    for (var file : files.entrySet()) {
      if (file.getKey().equals("SHA256SUMS")) {
        continue;
      }
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(file.getValue().getBytes(StandardCharsets.UTF_8));
      assertThat(files.get("SHA256SUMS"))
          .contains(HexFormat.of().formatHex(digest) + "  " + file.getKey() + "\n");
      assertThat(index).contains(file.getKey().equals("index.md") ? "# Evidence" : file.getKey());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--cure, yes, unknown option: --cure",
    "--release, none-such, there is no operator of release none-such",
    "--namespace, Not_A_Name, is no name of a namespace",
    "--kubeconfig, /none/such, /none/such cannot be read",
    "--namespace, '', --namespace needs a value"
  })
  void refusesWhatItCannotUseAndWritesNothing(String option, String value, String message)
      throws Exception {
    var answer = evidence.call("--out", out.toString(), option, value);
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.text()).contains("evidence: ").contains(message);
    assertThat(out).isEmptyDirectory();
  }
}
