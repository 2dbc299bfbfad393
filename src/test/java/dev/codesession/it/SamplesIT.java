package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.OutcomeReason;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file in manifests/samples runs, under both runtimes. */
final class SamplesIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  static List<Arguments> samples() throws IOException {
    try (var files = Files.list(Path.of("manifests/samples"))) {
      return files
          .filter(f -> f.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(f -> List.of("gvisor", "runc").stream().map(runtime -> Arguments.of(f, runtime)))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void endsAsItShould(Path file, String runtime) throws IOException {
    CodeSession sample = Serialization.unmarshal(Files.readString(file), CodeSession.class);
    var status = cluster.run(Sessions.of(inClass(sample.getSpec(), TestClasses.name(runtime))));
    var hostile = file.endsWith("network.yaml");
    assertThat(status.outcome().reason())
        .as(status.outcome().message() + status.stderr())
        .isEqualTo(hostile ? OutcomeReason.PolicyViolation : OutcomeReason.Completed);
    assertThat(status.violations().isEmpty()).as("%s", status.violations()).isEqualTo(!hostile);
    assertThat(status.stdout().bytes()).isPositive();
    if (sample.getSpec().artifacts() != null) {
      assertThat(status.artifacts()).isNotEmpty();
      var artifact = status.artifacts().getFirst();
      if (artifact.path().endsWith(".png") && artifact.data() != null) {
        assertThat(Base64.getDecoder().decode(artifact.data())).startsWith(0x89, 'P', 'N', 'G');
      }
    }
  }

  private static CodeSessionSpec inClass(CodeSessionSpec s, String className) {
    return new CodeSessionSpec(
        className,
        s.language(),
        s.code(),
        s.files(),
        s.args(),
        s.stdin(),
        s.env(),
        s.limits(),
        s.artifacts(),
        s.residency(),
        s.queueTimeout(),
        s.ttlAfterFinished(),
        s.cancel());
  }
}
