package dev.codesession.bench;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The operator as a process of this machine, with the class path of the build, the JVM options of
 * its image and the rights of the chart.
 */
final class LocalOperator implements AutoCloseable {
  /** The chart's memory limit: sizes of the heap are taken of it. */
  private static final long MEMORY_LIMIT_MIB = 512;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final long began = System.nanoTime();
  private long readyMillis;

  /**
   * What it has cost since its start.
   *
   * @param cpuMillis of all its threads
   * @param heapBytes used after the last full look at it, so with garbage
   * @param liveBytes used after the last major collection
   */
  record Cost(
      double cpuMillis, long rssBytes, long heapBytes, long liveBytes, long threads, long passes) {}

  /**
   * What it takes of the machine.
   *
   * @param ownMib memory of its own
   * @param fileMib pages of files, which the kernel can take back
   */
  record Footprint(long cpuMillis, long ownMib, long fileMib) {}

  private LocalOperator(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param folder holds operator.env; logs and profiles go there
   * @param profile record a JFR profile
   * @param jvm more options of the JVM, for experiments
   */
  static LocalOperator start(Path folder, boolean profile, List<String> jvm) throws Exception {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-XX:MaxRAM=" + MEMORY_LIMIT_MIB + "m");
    command.addAll(imageOptions());
    if (profile) {
      command.add(
          "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
              + folder.resolve("operator.jfr"));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(jvm);
    command.add("dev.codesession.Main");
    return started(folder, command, Map.of());
  }

  /**
   * Starts what an unpacked image holds: its runtime, its jars, its entry point.
   *
   * @param image holds the image's root as "root" and the words of its entry point as lines of
   *     "entrypoint"
   * @param environment more than that of operator.env
   */
  static LocalOperator ofImage(
      Path folder, Path image, List<String> jvm, Map<String, String> environment) throws Exception {
    var command = new ArrayList<String>();
    for (String word : Files.readAllLines(image.resolve("entrypoint"))) {
      command.add(word.replaceAll("(^|=)(/(?:opt|app)/)", "$1" + image.resolve("root") + "$2"));
    }
    int main = command.indexOf("dev.codesession.Main");
    command.addAll(main, jvm);
    command.add(1, "-XX:MaxRAM=" + MEMORY_LIMIT_MIB + "m");
    return started(folder, command, environment);
  }

  private static LocalOperator started(
      Path folder, List<String> command, Map<String, String> environment) throws Exception {
    int port = freePort();
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(new File(folder.toFile(), "operator.log"));
    for (String line : Files.readAllLines(folder.resolve("operator.env"))) {
      var parts = line.split("=", 2);
      builder.environment().put(parts[0], parts[1]);
    }
    builder.environment().putAll(environment);
    builder.environment().put("CODESESSION_HTTP_PORT", Integer.toString(port));
    builder.environment().put("CODESESSION_IDENTITY", "bench-" + ProcessHandle.current().pid());
    var operator = new LocalOperator(builder.start(), port);
    operator.awaitReady();
    return operator;
  }

  /**
   * Of the entry point in its Containerfile, but for the archive of classes, which is of its jars.
   */
  private static List<String> imageOptions() throws IOException {
    return Pattern.compile("\"(-XX:(?!SharedArchiveFile)[^\"]+)\"")
        .matcher(Files.readString(Path.of("src/main/images/operator/Containerfile")))
        .results()
        .map(option -> option.group(1))
        .toList();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws Exception {
    for (var deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos(); ; ) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IllegalStateException("the operator did not become ready; see operator.log");
      }
      try {
        if (get("/readyz").statusCode() == 200) {
          readyMillis = (System.nanoTime() - began) / 1_000_000;
          return;
        }
      } catch (IOException e) {
        // it does not listen yet
      }
      Thread.sleep(10);
    }
  }

  private java.net.http.HttpResponse<String> get(String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** From its start until it was ready. */
  long readyMillis() {
    return readyMillis;
  }

  /** What the operating system says of it, so without a question to it. */
  Footprint footprint() throws IOException {
    var cpu = process.info().totalCpuDuration().orElseThrow();
    return new Footprint(cpu.toMillis(), status("RssAnon") >> 10, status("RssFile") >> 10);
  }

  Cost cost() throws Exception {
    var metrics = get("/metrics").body();
    return new Cost(
        sum(metrics, "process_cpu_time_ns_total") / 1e6,
        status("VmRSS") * 1024,
        (long) sum(metrics, "jvm_memory_used_bytes{area=\"heap\""),
        (long) sum(metrics, "jvm_gc_live_data_size_bytes"),
        status("Threads"),
        (long) sum(metrics, "reconciliations_started_total{controller_name=\"codesession\""));
  }

  private static double sum(String metrics, String prefix) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private long status(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 15, TimeUnit.SECONDS).join();
    process.destroyForcibly().onExit().join();
  }
}
