package dev.codesession.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a process of Java holds when nothing goes on in it.
 *
 * @param heapKib in use after a full collection
 * @param threads virtual ones included
 */
record Footprint(long heapKib, int threads) {
  private static final Pattern USED = Pattern.compile("\\bused (\\d+)K");

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
    jcmd(pid, "GC.run");
    // Of the heap; the metaspace has a line of its own below.
    var heap = jcmd(pid, "GC.heap_info").split("Metaspace", 2)[0];
    long used =
        USED.matcher(heap).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
    return new Footprint(used, threads);
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
   * A leak of every session's would show in a crowd of a thousand: a thread, or what is more than
   * the buffers and histograms that ten times as many sessions fill.
   */
  void isNotMuchMoreThan(Footprint before) {
    System.out.printf("before: %s, after: %s%n", before, this);
    assertThat(threads).isLessThan(before.threads + 50);
    assertThat(heapKib).isLessThan(before.heapKib + 24 * 1024);
  }
}
