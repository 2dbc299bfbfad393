package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricsSettingsTest {
  private static final String TLS = "CODESESSION_METRICS_TLS";

  @Test
  void defaults() {
    assertThat(MetricsSettings.from(Map.of())).isEqualTo(new MetricsSettings(null, 8443, false));
  }

  @Test
  void everythingExplicit() {
    var environment =
        Map.of(
            TLS,
            "/tls",
            "CODESESSION_METRICS_PORT",
            "9443",
            "CODESESSION_METRICS_AUTH",
            "TokenReview");
    assertThat(MetricsSettings.from(environment))
        .isEqualTo(new MetricsSettings(Path.of("/tls"), 9443, true));
  }

  @ParameterizedTest
  @CsvSource({
    "CODESESSION_METRICS_PORT, 0",
    "CODESESSION_METRICS_PORT, 65536",
    "CODESESSION_METRICS_PORT, https",
    "CODESESSION_METRICS_AUTH, Basic",
    "CODESESSION_METRICS_AUTH, tokenreview"
  })
  void aBadValueIsNamedWithItsVariable(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MetricsSettings.from(Map.of(TLS, "/tls", name, value)))
        .withMessageContaining(name);
  }

  @Test
  void tokensDoNotTravelInTheClear() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MetricsSettings.from(Map.of("CODESESSION_METRICS_AUTH", "TokenReview")))
        .withMessageContaining(TLS);
  }
}
