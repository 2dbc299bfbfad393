package dev.codesession.cluster;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

/**
 * How many pods a quota has room for, as far as its status tells: a hint, the API server decides.
 */
final class Room {
  private static final String PODS = "pods";

  private Room() {}

  static int of(ResourceQuota quota) {
    var status = quota.getStatus();
    if (status == null || status.getHard() == null || status.getUsed() == null) {
      return 0;
    }
    boolean full =
        status.getHard().keySet().stream()
            .anyMatch(name -> left(status.getHard(), status.getUsed(), name).signum() <= 0);
    return full || !status.getHard().containsKey(PODS)
        ? 0
        : left(status.getHard(), status.getUsed(), PODS).intValue();
  }

  private static BigDecimal left(
      Map<String, Quantity> hard, Map<String, Quantity> used, String name) {
    var of = Objects.requireNonNull(hard.get(name)).getNumericalAmount();
    var taken = used.get(name);
    return taken == null ? of : of.subtract(taken.getNumericalAmount());
  }
}
