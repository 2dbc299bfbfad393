package dev.codesession.session;

import dev.codesession.api.v1alpha1.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a session; the transition time moves only when the status of a condition does.
 */
public final class Conditions {
  public static final String ACCEPTED = "Accepted";
  public static final String ISOLATED = "Isolated";
  public static final String FINISHED = "Finished";
  public static final String DESTROYED = "Destroyed";

  /** A reason of {@link #DESTROYED}. */
  static final String UNCONFIRMED = "Unconfirmed";

  private final List<Condition> all;
  private final Instant now;
  private final long generation;

  Conditions(List<Condition> current, Instant now, long generation) {
    this.all = new ArrayList<>(current);
    this.now = now;
    this.generation = generation;
  }

  /** The condition of a type, if there. */
  public static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(c -> type.equals(c.type())).findFirst();
  }

  Conditions set(String type, String status, String reason, @Nullable String message) {
    var before = find(all, type);
    var since =
        before
            .filter(c -> status.equals(c.status()))
            .map(Condition::lastTransitionTime)
            .orElse(Timestamps.write(now));
    var condition =
        new Condition(
            type,
            status,
            reason,
            message == null || message.isEmpty() ? null : message,
            since,
            generation);
    if (before.isPresent()) {
      all.set(all.indexOf(before.get()), condition);
    } else {
      all.add(condition);
    }
    return this;
  }

  List<Condition> list() {
    return List.copyOf(all);
  }
}
