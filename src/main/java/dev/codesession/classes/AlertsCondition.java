package dev.codesession.classes;

import dev.codesession.api.v1alpha1.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The condition AlertDeliveryFailed. It is on every class, because a class is what administrators
 * look at and the operator has no object of its own; and only from the first failure on.
 */
final class AlertsCondition {
  static final String TYPE = "AlertDeliveryFailed";

  private AlertsCondition() {}

  static Optional<Condition> of(ClassObservation seen, Instant now) {
    var status = seen.facts().object().getStatus();
    var before =
        status == null
            ? Optional.<Condition>empty()
            : status.conditions().stream().filter(c -> TYPE.equals(c.type())).findFirst();
    var why = seen.alertsFailing();
    if (why == null && before.isEmpty()) {
      return Optional.empty();
    }
    var word = why == null ? "False" : "True";
    var since =
        before
            .filter(c -> word.equals(c.status()))
            .map(Condition::lastTransitionTime)
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return Optional.of(
        new Condition(
            TYPE,
            word,
            why == null ? "Delivered" : "SinkUnavailable",
            why,
            since,
            seen.facts().generation()));
  }
}
