package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.ControlsPage;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of docs/controls.md, as an administrator pastes them. Those of {@code hack/} have
 * tests of their own.
 */
final class ControlsIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  static Stream<ControlsPage.Evidence> evidence() throws IOException {
    return ControlsPage.read().evidence().stream()
        .filter(e -> e.commands().getFirst().startsWith("kubectl "));
  }

  @ParameterizedTest
  @MethodSource("evidence")
  void worksAsItStandsThere(ControlsPage.Evidence evidence) throws Exception {
    for (String command : evidence.commands()) {
      var answer = new AdministratorScript("bash").call("-c", command);
      if (evidence.refused()) {
        assertThat(answer.exitCode()).as(command).isNotZero();
        assertThat(answer.text()).contains("ValidatingAdmissionPolicy");
      } else {
        assertThat(answer.exitCode()).as("%s\n%s", command, answer.text()).isZero();
      }
    }
  }
}
