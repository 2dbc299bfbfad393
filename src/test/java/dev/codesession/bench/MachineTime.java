package dev.codesession.bench;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Processor time in milliseconds of every process of this machine, by its name in proc(5) (at most
 * 15 characters), with the children it has waited for: wardens and their code are the simulated
 * node's.
 */
record MachineTime(Map<String, Long> millis) {
  /** Of proc(5): USER_HZ is 100 on every architecture that this runs on. */
  private static final long MILLIS_PER_TICK = 10;

  /** What is not worth a word of its own, in milliseconds a session. */
  private static final double REST = 1;

  static MachineTime now() throws IOException {
    var millis = new TreeMap<String, Long>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var process : processes) {
        add(millis, process.resolve("stat"));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return new MachineTime(millis);
  }

  private static void add(Map<String, Long> millis, Path stat) {
    try {
      String text = Files.readString(stat);
      int open = text.indexOf('(');
      int close = text.lastIndexOf(')');
      // From the third field on: utime, stime, cutime and cstime are fields 14 to 17.
      var fields = text.substring(close + 2).split(" ", -1);
      long ticks = 0;
      for (int field = 14; field <= 17; field++) {
        ticks += Long.parseLong(fields[field - 3]);
      }
      millis.merge(text.substring(open + 1, close), ticks * MILLIS_PER_TICK, Long::sum);
    } catch (NoSuchFileException e) {
      // it has ended since
    } catch (IOException e) {
      // ESRCH of a process that ends while it is read
    }
  }

  /** What a session took of it, the dearest first. */
  String perSession(MachineTime before, int sessions) {
    var spent = new TreeMap<String, Double>();
    millis.forEach(
        (name, now) -> {
          double each = (double) (now - before.millis.getOrDefault(name, 0L)) / sessions;
          spent.merge(each < REST ? "others" : name, Math.max(0, each), Double::sum);
        });
    double total = spent.values().stream().mapToDouble(Double::doubleValue).sum();
    return spent.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(e -> String.format(Locale.ROOT, "%s %.1f", e.getKey(), e.getValue()))
        .collect(Collectors.joining(", ", String.format(Locale.ROOT, "%.0f: ", total), ""));
  }
}
