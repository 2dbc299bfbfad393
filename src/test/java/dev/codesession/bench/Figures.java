package dev.codesession.bench;

import java.util.List;
import java.util.Locale;

/** Durations in milliseconds with their order statistics. */
record Figures(String name, List<Long> sorted) {
  static Figures of(String name, List<Long> millis) {
    return new Figures(name, millis.stream().sorted().toList());
  }

  /** The value below which this share of the samples lies, by nearest rank. */
  long percentile(double share) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.isEmpty() ? 0 : sorted.get(Math.clamp(rank - 1L, 0, sorted.size() - 1));
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "  %-44s n=%-4d p50 %6d ms   p90 %6d ms   p99 %6d ms   max %6d ms",
        name,
        sorted.size(),
        percentile(.5),
        percentile(.9),
        percentile(.99),
        percentile(1));
  }
}
