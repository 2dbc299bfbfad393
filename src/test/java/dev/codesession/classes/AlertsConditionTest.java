package dev.codesession.classes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.api.v1alpha1.SessionClassStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The condition is there from the first failure on, and moves only when it changes. */
final class AlertsConditionTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private final SessionClass sessionClass = new SessionClass();

  @Test
  void absentAsLongAsAlertsArrive() {
    assertThat(AlertsCondition.of(seen(null), NOW)).isEmpty();
  }

  @Test
  void trueWithSinkAndErrorThenFalse() {
    var failed = AlertsCondition.of(seen("sink soc: HTTP 503"), NOW).orElseThrow();
    assertThat(failed.type()).isEqualTo("AlertDeliveryFailed");
    assertThat(failed.status()).isEqualTo("True");
    assertThat(failed.message()).isEqualTo("sink soc: HTTP 503");
    sessionClass.setStatus(new SessionClassStatus(1L, List.of(failed), List.of()));
    var later = NOW.plusSeconds(60);
    assertThat(AlertsCondition.of(seen("sink soc: HTTP 503"), later)).contains(failed);
    var well = AlertsCondition.of(seen(null), later).orElseThrow();
    assertThat(well.status()).isEqualTo("False");
    assertThat(well.lastTransitionTime()).isEqualTo(later.toString());
  }

  private ClassObservation seen(@Nullable String failing) {
    var facts = new ClassFacts(sessionClass, false, false, false);
    return new ClassObservation(facts, true, List.of(), List.of(), 0, "1", failing);
  }
}
