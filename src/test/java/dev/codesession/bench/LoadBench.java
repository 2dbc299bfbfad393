package dev.codesession.bench;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.bench.LoadClient.Sample;
import dev.codesession.bench.LoadScenario.Burst;
import dev.codesession.bench.LoadScenario.ClosedLoop;
import dev.codesession.bench.LoadScenario.Poisson;
import dev.codesession.bench.LoadScenario.Sequential;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What the operator does under load, on a real control plane with a simulated node, beside what
 * bare pods do there in the same run. Prints, asserts nothing. See docs/performance.md.
 */
final class LoadBench {
  private final Path folder;
  private final KubernetesClient client;
  private final AuditTail audit;
  private final Options options;
  private LocalOperator operator;

  /**
   * What was asked for.
   *
   * @param warmUp sessions before anything is measured
   * @param sessions of (b) and (e)
   * @param finished how many sessions lie around in (e), one round each
   * @param jvm more options of the operator's JVM
   */
  private record Options(
      List<String> only,
      int warmUp,
      int sessions,
      int soakMinutes,
      List<Integer> finished,
      boolean profile,
      List<String> jvm) {
    static Options of(String[] args) {
      return new Options(
          List.of(args[1].split(",")),
          Integer.parseInt(args[2]),
          Integer.parseInt(args[3]),
          Integer.parseInt(args[4]),
          Stream.of(args[5].split(",")).map(Integer::valueOf).toList(),
          Boolean.parseBoolean(args[6]),
          Stream.of(args[7].split(" ")).filter(o -> !o.isEmpty()).toList());
    }
  }

  private LoadBench(Path folder, KubernetesClient client, AuditTail audit, Options options)
      throws Exception {
    this.folder = folder;
    this.client = client;
    this.audit = audit;
    this.options = options;
    operator = startOperator();
  }

  /** Arguments: the folder of simulated-environment, and those of Options. */
  public static void main(String[] args) throws Exception {
    var folder = Path.of(args[0]);
    var environment = new Properties();
    try (var reader = Files.newBufferedReader(folder.resolve("environment"))) {
      environment.load(reader);
    }
    try (var client = client(new File(environment.getProperty("kubeconfig")))) {
      var audit = new AuditTail(Path.of(environment.getProperty("audit-log")));
      var bench = new LoadBench(folder, client, audit, Options.of(args));
      try {
        bench.run();
      } finally {
        bench.operator.close();
      }
    }
  }

  private static KubernetesClient client(File kubeconfig) {
    var config =
        new ConfigBuilder(Config.fromKubeconfig(kubeconfig))
            .withMaxConcurrentRequests(512)
            .withMaxConcurrentRequestsPerHost(512)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private LocalOperator startOperator() throws Exception {
    return LocalOperator.start(folder, options.profile(), options.jvm());
  }

  private void run() throws Exception {
    System.out.printf(
        "%d processors shared by everything; each session is bash \"true\"; %d sessions warm up%n",
        Runtime.getRuntime().availableProcessors(), options.warmUp());
    // (e) starts another operator.
    if (!options.only().equals(List.of("e"))) {
      warmUp();
    }
    for (var scenario : scenarios(options).entrySet()) {
      if (options.only().contains(scenario.getKey().substring(1, 2))) {
        measure(scenario.getKey(), scenario.getValue());
      }
    }
    if (options.only().contains("e")) {
      for (int finished : options.finished()) {
        amongFinished(finished);
      }
    }
  }

  private void warmUp() throws Exception {
    try (var load = new LoadClient(client, "default")) {
      new ClosedLoop(20, options.warmUp()).drive(() -> load.session(true));
    }
  }

  /** The operator starts where they lie, so its start is part of the figures. */
  private void amongFinished(int finished) throws Exception {
    System.out.printf("(e) closed loop of 20 among %d finished sessions%n", finished);
    CodeSession model;
    try (var load = new LoadClient(client, "default")) {
      model = load.read(load.session(true));
    }
    operator.close();
    try (var asOperator = client(folder.resolve("operator.kubeconfig").toFile())) {
      new FinishedSessions(client, asOperator, model).fill(finished);
    }
    operator = startOperator();
    var started = operator.cost();
    System.out.printf(
        "  start: %d ms until ready, %.0f CPU-ms, RSS %d MiB, %d passes%n",
        operator.readyMillis(), started.cpuMillis(), started.rssBytes() >> 20, started.passes());
    warmUp();
    try (var load = new LoadClient(client, "default")) {
      sessions(new ClosedLoop(20, options.sessions()), load, false);
    }
  }

  private static Map<String, LoadScenario> scenarios(Options options) {
    var all = new LinkedHashMap<String, LoadScenario>();
    all.put("(a) in sequence", new Sequential(100));
    all.put("(b) closed loop of 20", new ClosedLoop(20, options.sessions()));
    all.put("(c) burst of 300", new Burst(300));
    for (int rate : List.of(15, 30, 60)) {
      all.put("(d) Poisson " + rate + "/s", new Poisson(rate, 20));
    }
    all.put("(f) soak, Poisson 10/s", new Poisson(10, options.soakMinutes() * 60));
    return all;
  }

  private void measure(String name, LoadScenario scenario) throws Exception {
    System.out.println(name);
    boolean settle = scenario instanceof Sequential;
    // A burst of pods is measured until they run; taking them down would be another burst.
    boolean remove = !(scenario instanceof Burst);
    try (var load = new LoadClient(client, "default")) {
      if (!name.startsWith("(f)")) {
        var machine = MachineTime.now();
        var pods = scenario.drive(() -> load.pod(remove, settle));
        var bare = samples(pods, load::podSample);
        String spent = MachineTime.now().perSession(machine, bare.size());
        print("bare pod create → Running", bare.stream().map(Sample::running).toList());
        System.out.printf("  bare pods: %.1f/s; CPU-ms of each: %s%n", rate(bare), spent);
        if (!remove) {
          load.removePods(pods);
        }
      }
      sessions(scenario, load, settle);
    }
  }

  private void sessions(LoadScenario scenario, LoadClient load, boolean settle) throws Exception {
    audit.skip();
    var machine = MachineTime.now();
    var before = operator.cost();
    var names = scenario.drive(() -> load.session(settle));
    var all = samples(names, load::sessionSample);
    var after = operator.cost();
    String spent = MachineTime.now().perSession(machine, all.size());
    print("CodeSession create → Running", all.stream().map(Sample::running).toList());
    print("CodeSession create → Finished", all.stream().map(Sample::finished).toList());
    print("Finished → Destroyed", all.stream().map(Sample::destroyed).toList());
    System.out.printf("  sessions finished: %.1f/s%n", rate(all));
    new LoadReport(all.size(), before, after, spent, audit.next()).print();
  }

  private interface Reader {
    Sample read(String name) throws Exception;
  }

  private static List<Sample> samples(List<String> names, Reader reader) throws Exception {
    var samples = new ArrayList<Sample>();
    for (String name : names) {
      samples.add(reader.read(name));
    }
    return samples;
  }

  /** From the first creation to the last end. */
  private static double rate(List<Sample> samples) {
    long began = samples.stream().mapToLong(Sample::began).min().orElse(0);
    long ended = samples.stream().mapToLong(Sample::ended).max().orElse(1);
    return samples.size() / ((ended - began) / 1e9);
  }

  private static void print(String name, List<Long> millis) {
    System.out.println(Figures.of(name, millis).row());
  }
}
