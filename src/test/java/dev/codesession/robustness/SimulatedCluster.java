package dev.codesession.robustness;

import dev.codesession.api.v1alpha1.SessionClass;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * A control plane, a simulated node and the proxy, all of this test's own: they are taken down at
 * the end. The operator's rights are the chart's.
 */
final class SimulatedCluster implements AutoCloseable {
  /** Another name lets two builds of one machine run at the same time. */
  private static final String NAME =
      Objects.requireNonNullElse(System.getenv("CODESESSION_TEST_SIMULATED"), "robust");

  private static final String CROWDED =
      """
      {"spec": {"insecureSkipCanary": true, "quota": {"sessions": %d}}}""";

  private final Path root = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private final Path folder = root.resolve("target/robust");
  private final KubernetesClient client;
  private final Commands node;
  private final Commands proxy;
  private final Process between;

  /** The seed is that of the proxy and the node, the options are hack/node's. */
  SimulatedCluster(long seed, String... options) throws Exception {
    var command = new ArrayList<>(List.of("src/build/simulated-environment", NAME, folder + ""));
    command.addAll(List.of("--control", "127.0.0.1:0", "--seed", Long.toString(seed)));
    command.addAll(List.of(options));
    run(command);
    var environment = new Properties();
    try (var reader = Files.newBufferedReader(folder.resolve("environment"))) {
      environment.load(reader);
    }
    node = new Commands(environment.getProperty("control"));
    var config = Config.fromKubeconfig(new File(environment.getProperty("kubeconfig")));
    client = new KubernetesClientBuilder().withConfig(config).build();
    between =
        builder(
                List.of(
                    "hack/node",
                    "proxy",
                    "--kubeconfig",
                    folder.resolve("operator.kubeconfig").toString(),
                    "--write-kubeconfig",
                    folder.resolve("proxied.kubeconfig").toString(),
                    "--seed",
                    Long.toString(seed)))
            .redirectError(folder.resolve("proxy.log").toFile())
            .start();
    proxy = new Commands(firstLine(between));
  }

  private static String firstLine(Process process) throws Exception {
    // Not closed: the process would be told.
    @SuppressWarnings("resource")
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    var line = reader.readLine();
    if (line == null) {
      throw new IllegalStateException("the proxy did not start; see proxy.log");
    }
    return line;
  }

  /** Why there can be none here, or null. */
  static String impossible() {
    boolean root =
        new File("/proc/self").exists() && "root".equals(System.getProperty("user.name"));
    return root ? null : "the simulated node needs Linux and root";
  }

  KubernetesClient client() {
    return client;
  }

  /** So many sessions of the default class at once in a namespace; without a canary of its own. */
  void allow(int sessions) {
    client
        .resources(SessionClass.class)
        .withName("default")
        .patch(PatchContext.of(PatchType.JSON_MERGE), CROWDED.formatted(sessions));
  }

  Commands node() {
    return node;
  }

  Commands proxy() {
    return proxy;
  }

  Path folder() {
    return folder;
  }

  /** Ends components of the control plane as a crash would; they do not come back by themselves. */
  void crash(String... components) throws IOException {
    var command = new ArrayList<>(List.of("hack/cluster", "kill", "--name", NAME));
    command.addAll(List.of(components));
    run(command);
  }

  /** Starts what has crashed, until the API server is ready again. */
  void recover() throws IOException {
    run(List.of("hack/cluster", "up", "--name", NAME, "--without-node"));
  }

  /** With kubectl and helm for this cluster. */
  ProcessBuilder shell(String script) {
    return builder(
        List.of("bash", "-c", "eval \"$(hack/cluster exec-env --name $0)\"; " + script, NAME));
  }

  private ProcessBuilder builder(List<String> command) {
    return new ProcessBuilder(command).directory(root.toFile());
  }

  private void run(List<String> command) throws IOException {
    var log = Files.createDirectories(folder).resolve("environment.log").toFile();
    var process =
        builder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed; see " + log);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    between.destroy();
    if (System.getenv("CODESESSION_TEST_KEEP") == null) {
      run(List.of("hack/node", "down", "--name", NAME));
      run(List.of("hack/cluster", "down", "--name", NAME));
    }
  }
}
