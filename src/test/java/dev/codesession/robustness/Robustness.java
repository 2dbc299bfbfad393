package dev.codesession.robustness;

import java.time.Duration;

/** A long random history: hack/robustness. Exit code 1 if a rule was broken. */
final class Robustness {
  private Robustness() {}

  /** Arguments: minutes and seed. */
  public static void main(String[] args) throws Exception {
    long seed = Long.parseLong(args[1]);
    boolean broken;
    try (var cluster = new SimulatedCluster(seed, "--faults", Mischief.NODE);
        var operator = new OperatorUnderTest(cluster.folder(), "random")) {
      var found =
          new RandomHistory(cluster, operator, seed)
              .live(Duration.ofMinutes(Long.parseLong(args[0])));
      found.forEach(System.out::println);
      broken = !found.isEmpty();
      System.out.printf(
          "%s; the history is %s/random-%d.jsonl%n",
          broken
              ? "broken; again: hack/robustness --minutes " + args[0] + " --seed " + seed
              : "all rules held",
          cluster.folder(),
          seed);
    }
    System.exit(broken ? 1 : 0);
  }
}
