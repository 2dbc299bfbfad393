package dev.codesession.admission;

import dev.codesession.api.v1alpha1.Limits;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * The limits in force for one session: every one of them set.
 *
 * @param cpu cores
 * @param memory bytes
 * @param disk bytes
 * @param output bytes per stream
 */
public record EffectiveLimits(
    Duration wallTime,
    Duration cpuTime,
    BigDecimal cpu,
    long memory,
    long disk,
    int processes,
    long output) {

  /** As the API writes them. */
  public Limits toApi() {
    return new Limits(
        Durations.format(wallTime),
        Durations.format(cpuTime),
        cpuQuantity(),
        bytes(memory),
        bytes(disk),
        processes,
        bytes(output));
  }

  /** Cores as a Kubernetes quantity, for example 1 or 500m. */
  public Quantity cpuQuantity() {
    return cpuShare(1);
  }

  /** The n-th part of the cores, at least a millicore. */
  public Quantity cpuShare(int parts) {
    var millis = Math.max(1, cpu.movePointRight(3).toBigInteger().longValueExact() / parts);
    return millis % 1000 == 0
        ? new Quantity(Long.toString(millis / 1000))
        : new Quantity(millis + "m");
  }

  /** A byte count as a Kubernetes quantity, in Mi or Ki where that is exact. */
  public static Quantity bytes(long amount) {
    if (amount % (1 << 20) == 0) {
      return new Quantity(amount / (1 << 20) + "Mi");
    }
    return amount % (1 << 10) == 0
        ? new Quantity(amount / (1 << 10) + "Ki")
        : new Quantity(Long.toString(amount));
  }
}
