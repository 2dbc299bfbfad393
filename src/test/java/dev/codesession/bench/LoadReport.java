package dev.codesession.bench;

import dev.codesession.bench.AuditTail.Requests;
import dev.codesession.bench.LocalOperator.Cost;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the operator and the machine have spent on so many sessions. */
record LoadReport(int sessions, Cost before, Cost after, String machine, Requests requests) {
  void print() {
    System.out.printf(
        Locale.ROOT,
        "  operator: %.1f CPU-ms and %.1f passes a session; RSS %d MiB, heap %d MiB (%d live), %d"
            + " threads%n  CPU-ms a session of the whole machine: %s%n",
        (after.cpuMillis() - before.cpuMillis()) / sessions,
        (double) (after.passes() - before.passes()) / sessions,
        after.rssBytes() >> 20,
        after.heapBytes() >> 20,
        after.liveBytes() >> 20,
        after.threads(),
        machine);
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
