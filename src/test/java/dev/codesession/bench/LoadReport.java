package dev.codesession.bench;

import dev.codesession.bench.AuditTail.Requests;
import dev.codesession.bench.LocalOperator.Cost;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the operator has spent on so many sessions. */
record LoadReport(
    int sessions, Cost before, Cost after, double apiServerMillis, Requests requests) {
  void print() {
    System.out.printf(
        Locale.ROOT,
        "  operator: %.1f CPU-ms and %.1f passes a session; RSS %d MiB, heap %d MiB (%d live), %d"
            + " threads%n  API server: %.1f CPU-ms a session%n",
        (after.cpuMillis() - before.cpuMillis()) / sessions,
        (double) (after.passes() - before.passes()) / sessions,
        after.rssBytes() >> 20,
        after.heapBytes() >> 20,
        after.liveBytes() >> 20,
        after.threads(),
        apiServerMillis / sessions);
    print("writes", requests.writes());
    print("reads", requests.reads());
  }

  private void print(String what, Map<String, Integer> counts) {
    System.out.printf(
        Locale.ROOT,
        "  API %s a session: %.2f (%s)%n",
        what,
        (double) Requests.total(counts) / sessions,
        counts.entrySet().stream()
            .map(
                e ->
                    String.format(
                        Locale.ROOT, "%s %.2f", e.getKey(), (double) e.getValue() / sessions))
            .collect(Collectors.joining(", ")));
  }
}
