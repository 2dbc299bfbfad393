package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OperatorSettingsTest {
  @Test
  void defaults() {
    assertThat(OperatorSettings.from(Map.of()))
        .isEqualTo(
            new OperatorSettings(
                "codesession-system",
                Set.of(),
                "local",
                true,
                8080,
                32,
                "codesession-seal",
                "codesession-sandbox",
                Map.of(
                    "metadata", "169.254.169.254:80",
                    "metadata6", "[fd00:ec2::254]:80",
                    "public", "1.1.1.1:443")));
  }

  @Test
  void everythingExplicit() {
    var environment = new HashMap<String, String>();
    environment.put("CODESESSION_NAMESPACE", "ops");
    environment.put("CODESESSION_WATCH_NAMESPACES", " team-a, team-b,,team-a ");
    environment.put("CODESESSION_IDENTITY", "replica-1");
    environment.put("CODESESSION_LEADER_ELECTION", "false");
    environment.put("CODESESSION_HTTP_PORT", "9090");
    environment.put("CODESESSION_RECONCILE_THREADS", "4");
    environment.put("CODESESSION_SEAL_SECRET", "seal");
    environment.put("CODESESSION_PRIORITY_CLASS", "low");
    environment.put("CODESESSION_PROBES", "a=10.0.0.1:80, b = [fd00::1]:443");
    assertThat(OperatorSettings.from(environment))
        .isEqualTo(
            new OperatorSettings(
                "ops",
                Set.of("team-a", "team-b"),
                "replica-1",
                false,
                9090,
                4,
                "seal",
                "low",
                Map.of("a", "10.0.0.1:80", "b", "[fd00::1]:443")));
  }

  @Test
  void theIdentityIsTheHostNameUnlessSaid() {
    assertThat(OperatorSettings.from(Map.of("HOSTNAME", "pod-1")).identity()).isEqualTo("pod-1");
    assertThat(OperatorSettings.from(Map.of("CODESESSION_SEAL_SECRET", " ")).sealSecret())
        .as("blank is unset")
        .isEqualTo("codesession-seal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LEADER_ELECTION | yes",
        "LEADER_ELECTION | TRUE",
        "HTTP_PORT | 0",
        "HTTP_PORT | 65536",
        "HTTP_PORT | http",
        "RECONCILE_THREADS | 0",
        "RECONCILE_THREADS | 1025",
        "RECONCILE_THREADS | 99999999999",
        "PROBES | 10.0.0.1:80",
        "PROBES | a=10.0.0.1",
        "PROBES | =10.0.0.1:80",
        "PROBES | a=10.0.0.1:0",
        "PROBES | a=10.0.0.1:123456",
        "PROBES | a=fd00::1:80",
        "PROBES | a=10.0.0.1:80,a=10.0.0.2:80"
      })
  void aBadValueIsNamedWithItsVariable(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OperatorSettings.from(Map.of("CODESESSION_" + name, value)))
        .withMessageContaining("CODESESSION_" + name);
  }

  @Test
  void moreProbesThanAHelloHoldsAreRefused() {
    var probes = new StringBuilder();
    for (int i = 0; i < 32; i++) {
      probes.append("p").append(i).append("=10.0.0.1:80,");
    }
    assertThatIllegalArgumentException()
        .as("one place is left for the API server")
        .isThrownBy(() -> OperatorSettings.from(Map.of("CODESESSION_PROBES", probes.toString())))
        .withMessageContaining("CODESESSION_PROBES");
  }

  @Test
  void itDescribesItself() {
    assertThat(OperatorSettings.from(Map.of()).describe())
        .contains("namespace=codesession-system", "watchNamespaces=all", "httpPort=8080")
        .doesNotContain("\n");
  }
}
