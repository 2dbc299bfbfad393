package dev.codesession.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Durations in milliseconds with their order statistics. */
record Figures(String name, long[] sorted) {
  static Figures of(String name, List<Long> millis) {
    var sorted = millis.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return new Figures(name, sorted);
  }

  /** The value below which this share of the samples lies, by nearest rank. */
  long percentile(double share) {
    return sorted.length == 0
        ? 0
        : sorted[Math.clamp((long) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "  %-44s n=%-3d p50 %6d ms   p99 %6d ms   max %6d ms",
        name,
        sorted.length,
        percentile(.5),
        percentile(.99),
        sorted.length == 0 ? 0 : sorted[sorted.length - 1]);
  }
}
