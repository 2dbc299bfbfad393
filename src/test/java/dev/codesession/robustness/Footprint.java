package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a process of Java holds when nothing goes on in it.
 *
 * @param heapKib in use after a full collection
 * @param threads virtual ones included
 * @param instances how many there are, by class
 */
record Footprint(long heapKib, int threads, Map<String, Long> instances) {
  private static final Pattern USED = Pattern.compile("\\bused (\\d+)K");

  /** The serial collector leaves some of the dead where they lie, but for each fourth time. */
  private static final int COMPACTS = 4;

  /**
   * Of the audit trail, for each session: that it is known, of up to 100,000 (Trail), and the mark
   * of its record, of up to 2,000 and for at least the first five minutes (Book).
   */
  private static final Map<String, Integer> KNOWN = Map.of("java.util.LinkedHashMap$Entry", 2);

  private static final Pattern INSTANCES = Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +(\\S+)");

  /** As the JDK's own tool sees it. */
  static Footprint of(long pid) throws Exception {
    var file = Files.createTempFile("threads", ".json");
    Files.delete(file);
    jcmd(pid, "Thread.dump_to_file", "-format=json", file.toString());
    var containers = new ObjectMapper().readTree(file.toFile()).at("/threadDump/threadContainers");
    int threads = 0;
    for (var container : containers) {
      threads += container.path("threads").size();
    }
    Files.delete(file);
    for (int i = 0; i < COMPACTS; i++) {
      jcmd(pid, "GC.run");
    }
    // Of the heap; the metaspace has a line of its own below.
    var heap = jcmd(pid, "GC.heap_info").split("Metaspace", 2)[0];
    long used =
        USED.matcher(heap).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
    var instances =
        INSTANCES
            .matcher(jcmd(pid, "GC.class_histogram"))
            .results()
            .collect(
                Collectors.toMap(
                    line -> line.group(2), line -> Long.parseLong(line.group(1)), Long::sum));
    return new Footprint(used, threads, instances);
  }

  private static String jcmd(long pid, String... command) throws IOException {
    var tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var words = new ArrayList<>(List.of(tool, Long.toString(pid)));
    words.addAll(List.of(command));
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(answer).isZero();
    return answer;
  }

  /**
   * After so many sessions more. What is kept of each of them, wherever, is as many objects of some
   * class; strings, instants and arrays come and go by the thousand (the audit trail keeps instants
   * of the latest five minutes), the heap as a whole is for those.
   */
  void isNotMuchMoreThan(Footprint before, int sessions) {
    var grown =
        instances.entrySet().stream()
            .map(e -> Map.entry(e.getKey(), e.getValue() - before.instances(e.getKey())))
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .toList();
    System.out.printf(
        "heap %d -> %d KiB, threads %d -> %d, grown: %s%n",
        before.heapKib, heapKib, before.threads, threads, grown.subList(0, 25));
    assertThat(threads).isLessThan(before.threads + 20);
    assertThat(heapKib).isLessThan(before.heapKib + 8 * 1024);
    assertThat(grown)
        .filteredOn(e -> !e.getKey().matches("\\[.*|java\\.(lang|time)\\..*"))
        .filteredOn(
            e -> e.getValue() >= sessions / 2 + sessions * KNOWN.getOrDefault(e.getKey(), 0))
        .isEmpty();
  }

  private long instances(String name) {
    return instances.getOrDefault(name, 0L);
  }
}
