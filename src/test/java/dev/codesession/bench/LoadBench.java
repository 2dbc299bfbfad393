package dev.codesession.bench;

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

/**
 * What the operator does under load, on a real control plane with a simulated node, beside what
 * bare pods do there in the same run. Prints, asserts nothing. See docs/performance.md.
 */
final class LoadBench {
  private static final int WARM_UP = 200;

  private final KubernetesClient client;
  private final LocalOperator operator;
  private final AuditTail audit;

  private LoadBench(KubernetesClient client, LocalOperator operator, AuditTail audit) {
    this.client = client;
    this.operator = operator;
    this.audit = audit;
  }

  /** Arguments: the folder of simulated-environment, scenarios, soak minutes, profile or not. */
  public static void main(String[] args) throws Exception {
    var folder = Path.of(args[0]);
    var environment = new Properties();
    try (var reader = Files.newBufferedReader(folder.resolve("environment"))) {
      environment.load(reader);
    }
    var config =
        new ConfigBuilder(Config.fromKubeconfig(new File(environment.getProperty("kubeconfig"))))
            .withMaxConcurrentRequests(512)
            .withMaxConcurrentRequestsPerHost(512)
            .build();
    try (var client = new KubernetesClientBuilder().withConfig(config).build();
        var operator = LocalOperator.start(folder, Boolean.parseBoolean(args[3]))) {
      var audit = new AuditTail(Path.of(environment.getProperty("audit-log")));
      new LoadBench(client, operator, audit).run(List.of(args[1].split(",")), args[2]);
    }
  }

  private void run(List<String> only, String soakMinutes) throws Exception {
    System.out.printf(
        "%d processors shared by everything; each session is bash \"true\"%n",
        Runtime.getRuntime().availableProcessors());
    try (var load = new LoadClient(client, "default")) {
      new ClosedLoop(20, WARM_UP).drive(() -> load.session(true));
    }
    for (var scenario : scenarios(Integer.parseInt(soakMinutes)).entrySet()) {
      if (only.contains(scenario.getKey().substring(1, 2))) {
        measure(scenario.getKey(), scenario.getValue());
      }
    }
  }

  private static Map<String, LoadScenario> scenarios(int soakMinutes) {
    var all = new LinkedHashMap<String, LoadScenario>();
    all.put("(a) in sequence", new Sequential(100));
    all.put("(b) closed loop of 20", new ClosedLoop(20, 400));
    all.put("(c) burst of 300", new Burst(300));
    for (int rate : List.of(15, 30, 60)) {
      all.put("(d) Poisson " + rate + "/s", new Poisson(rate, 20));
    }
    all.put("(f) soak, Poisson 10/s", new Poisson(10, soakMinutes * 60));
    return all;
  }

  private void measure(String name, LoadScenario scenario) throws Exception {
    System.out.println(name);
    boolean settle = scenario instanceof Sequential;
    // A burst of pods is measured until they run; taking them down would be another burst.
    boolean remove = !(scenario instanceof Burst);
    try (var load = new LoadClient(client, "default")) {
      if (!name.startsWith("(f)")) {
        var pods = scenario.drive(() -> load.pod(remove, settle));
        var bare = samples(pods, load::podSample);
        print("bare pod create → Running", bare.stream().map(Sample::running).toList());
        System.out.printf("  bare pods: %.1f/s%n", rate(bare));
        if (!remove) {
          load.removePods(pods);
        }
      }
      sessions(scenario, load, settle);
    }
  }

  private void sessions(LoadScenario scenario, LoadClient load, boolean settle) throws Exception {
    audit.skip();
    var before = operator.cost();
    var names = scenario.drive(() -> load.session(settle));
    var all = samples(names, load::sessionSample);
    var after = operator.cost();
    print("CodeSession create → Running", all.stream().map(Sample::running).toList());
    print("CodeSession create → Finished", all.stream().map(Sample::finished).toList());
    print("Finished → Destroyed", all.stream().map(Sample::destroyed).toList());
    System.out.printf("  sessions finished: %.1f/s%n", rate(all));
    new LoadReport(all.size(), before, after, audit.next()).print();
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
