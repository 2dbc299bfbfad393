package dev.codesession.robustness;

import java.io.File;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The operator as a process that can be killed and started again, by way of the proxy. */
final class OperatorUnderTest implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path folder;
  private final String identity;
  private final Map<String, String> settings;
  private final String classPath;
  private Process process;
  private int port;

  /** The folder is that of simulated-environment; the log is operator-IDENTITY.log in it. */
  OperatorUnderTest(Path folder, String identity) {
    this(folder, identity, Map.of());
  }

  /** With settings, by name, other than the chart's. */
  OperatorUnderTest(Path folder, String identity, Map<String, String> settings) {
    this(folder, identity, settings, System.getProperty("java.class.path"));
  }

  OperatorUnderTest(Path folder, String identity, Map<String, String> settings, String classPath) {
    this.folder = folder;
    this.identity = identity;
    this.settings = settings;
    this.classPath = classPath;
  }

  /** Returns as soon as it is started, not when it works. */
  void start() throws Exception {
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    // A file of arguments: tests of another build that kill "the operator of this machine" look for
    // its main class.
    var arguments = folder.resolve("operator-" + identity + ".arguments");
    Files.writeString(
        arguments,
        "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx300m -XX:-UsePerfData -cp "
            + classPath
            + " dev.codesession.Main");
    var builder =
        new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "@" + arguments)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    for (String line : Files.readAllLines(folder.resolve("operator.env"))) {
      var parts = line.split("=", 2);
      builder.environment().put(parts[0], parts[1]);
    }
    builder.environment().put("KUBECONFIG", folder.resolve("proxied.kubeconfig").toString());
    builder.environment().put("CODESESSION_HTTP_PORT", Integer.toString(port));
    builder.environment().put("CODESESSION_IDENTITY", identity);
    builder.environment().putAll(settings);
    process = builder.start();
  }

  Path log() {
    return new File(folder.toFile(), "operator-" + identity + ".log").toPath();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** As a kubelet would: whether it had died. */
  boolean revive() throws Exception {
    boolean dead = !process.isAlive();
    if (dead) {
      start();
    }
    return dead;
  }

  void awaitReady() throws Exception {
    for (var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos(); !ready(); ) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("the operator does not work; see " + log());
      }
      Thread.sleep(50);
    }
  }

  private boolean ready() throws Exception {
    try {
      return HTTP.send(get("/readyz"), BodyHandlers.discarding()).statusCode() == 200;
    } catch (java.io.IOException e) {
      return false;
    }
  }

  /** How many time series of ours a scrape has. */
  long series() throws Exception {
    return HTTP.send(get("/metrics"), BodyHandlers.ofLines())
        .body()
        .filter(line -> line.startsWith("codesession_"))
        .count();
  }

  /** How many sessions it has in a phase. */
  long sessions(String phase) throws Exception {
    var line = "codesession_sessions{phase=\"" + phase + "\"";
    return HTTP.send(get("/metrics"), BodyHandlers.ofLines())
        .body()
        .filter(text -> text.startsWith(line))
        .mapToLong(text -> (long) Double.parseDouble(text.substring(text.lastIndexOf(' '))))
        .sum();
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
  }

  /** SIGKILL: no shutdown hook, no last write. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    if (process == null) {
      return;
    }
    process.destroy();
    process.onExit().completeOnTimeout(process, 15, TimeUnit.SECONDS).join();
    kill();
  }
}
