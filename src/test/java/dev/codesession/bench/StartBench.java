package dev.codesession.bench;

import dev.codesession.bench.LocalOperator.Footprint;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * How long an image's operator takes from the start of its process until it is ready, with its
 * archive of classes and without, taking turns. Prints, asserts nothing. See docs/performance.md.
 */
final class StartBench {
  /** Sessions of a run whose classes are listed: what they need is loaded then. */
  private static final int SESSIONS = 5;

  private final Path folder;
  private final Path image;
  private final Map<String, String> environment;

  private record Start(long millis, Footprint footprint) {}

  private StartBench(Path folder) throws Exception {
    this.folder = folder;
    image = folder.resolve("image");
    environment = asInPod(folder.toAbsolutePath());
  }

  /**
   * Arguments: the folder of simulated-environment with the unpacked image; how many starts of each
   * kind, or the file for a list of the classes that are loaded; more options of the JVM to try.
   */
  public static void main(String[] args) throws Exception {
    var bench = new StartBench(Path.of(args[0]));
    if (args[1].matches("[0-9]+")) {
      bench.measure(Integer.parseInt(args[1]), words(args[2]));
    } else {
      bench.listClasses(Path.of(args[1]));
    }
  }

  private static List<String> words(String text) {
    return Stream.of(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }

  private void measure(int runs, List<String> jvm) throws Exception {
    var kinds = new LinkedHashMap<String, List<String>>();
    kinds.put("as the image is", List.of());
    kinds.put("without its archive of classes", List.of("-Xshare:off"));
    if (!jvm.isEmpty()) {
      kinds.put(String.join(" ", jvm), jvm);
    }
    var starts = new LinkedHashMap<String, List<Start>>();
    for (int run = 0; run < runs; run++) {
      for (var kind : kinds.entrySet()) {
        starts.computeIfAbsent(kind.getKey(), any -> new ArrayList<>()).add(start(kind.getValue()));
      }
    }
    starts.forEach(StartBench::print);
  }

  private Start start(List<String> jvm) throws Exception {
    try (var operator = LocalOperator.ofImage(folder, image, jvm, environment)) {
      return new Start(operator.readyMillis(), operator.footprint());
    }
  }

  private static void print(String kind, List<Start> starts) {
    System.out.printf("%s, n=%d: median (smallest to largest)%n", kind, starts.size());
    print("start until ready", "ms", starts, Start::millis);
    print("processor time", "ms", starts, start -> start.footprint().cpuMillis());
    print("memory of its own", "MiB", starts, start -> start.footprint().ownMib());
    print("pages of files", "MiB", starts, start -> start.footprint().fileMib());
  }

  private static void print(
      String what, String unit, List<Start> starts, ToLongFunction<Start> figure) {
    var figures = Figures.of(what, starts.stream().map(figure::applyAsLong).toList());
    System.out.printf(
        "  %-20s %6d %s (%d to %d)%n",
        what, figures.percentile(.5), unit, figures.percentile(0), figures.percentile(1));
  }

  /** From the start over sessions to an orderly end. */
  private void listClasses(Path file) throws Exception {
    var options = List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + file);
    var settings = new Properties();
    try (var reader = Files.newBufferedReader(folder.resolve("environment"))) {
      settings.load(reader);
    }
    var config = Config.fromKubeconfig(new File(settings.getProperty("kubeconfig")));
    try (var operator = LocalOperator.ofImage(folder, image, options, environment);
        var client = new KubernetesClientBuilder().withConfig(config).build();
        var load = new LoadClient(client, "default")) {
      for (int session = 0; session < SESSIONS; session++) {
        load.session(true);
      }
      System.out.printf("classes listed over %d passes%n", operator.cost().passes());
    }
  }

  /** The API server is found as in a pod; a kubeconfig would have to be parsed. */
  private static Map<String, String> asInPod(Path folder) throws Exception {
    var config = Config.fromKubeconfig(folder.resolve("operator.kubeconfig").toFile());
    var server = URI.create(config.getMasterUrl());
    var token = Files.writeString(folder.resolve("token"), config.getAutoOAuthToken());
    var authority = folder.resolve("ca.crt");
    Files.write(authority, Base64.getDecoder().decode(config.getCaCertData()));
    return Map.of(
        "KUBECONFIG", "",
        "KUBERNETES_AUTH_TRYKUBECONFIG", "false",
        "KUBERNETES_SERVICE_HOST", server.getHost(),
        "KUBERNETES_SERVICE_PORT", Integer.toString(server.getPort()),
        "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", token.toString(),
        "KUBERNETES_CERTS_CA_FILE", authority.toString());
  }
}
