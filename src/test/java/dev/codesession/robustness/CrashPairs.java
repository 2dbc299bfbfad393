package dev.codesession.robustness;

import dev.codesession.robustness.CrashedLife.Crash;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;

/**
 * The operator killed at a write, and again at one of the life in which it recovers:
 * hack/robustness --pairs. Exit code 1 if a rule was broken.
 */
final class CrashPairs {
  private CrashPairs() {}

  /** Arguments: how many pairs, and the seed that they are drawn by. */
  public static void main(String[] args) throws Exception {
    int pairs = Integer.parseInt(args[0]);
    long seed = Long.parseLong(args[1]);
    int broken = 0;
    try (var cluster = new SimulatedCluster(seed);
        var operator = new OperatorUnderTest(cluster.folder(), "pairs")) {
      operator.start();
      operator.awaitReady();
      var life = new CrashedLife(cluster, operator);
      life.warmUp();
      // Those of other namespaces have the number 0.
      int writes = 0;
      for (var write : life.live("listed", List.of())) {
        writes = Math.max(writes, write.path("number").asInt());
      }
      var random = new Random(seed);
      for (int pair = 1; pair <= pairs; pair++) {
        var first = new Crash(random.nextInt(1, writes + 1), random.nextBoolean());
        // Another number would never be reached: a recovering life has what is left to write, and
        // at times some of it again.
        var second =
            new Crash(random.nextInt(1, writes - first.number() + 3), random.nextBoolean());
        broken += held(life, "pair-" + pair, List.of(first, second)) ? 0 : 1;
      }
    }
    System.out.println(pairs + " pairs, broken: " + broken);
    System.exit(broken == 0 ? 0 : 1);
  }

  private static boolean held(CrashedLife life, String name, List<Crash> crashes) throws Exception {
    try {
      life.live(name, crashes);
      System.out.println(name + " " + crashes + ": all rules held");
      return true;
    } catch (AssertionError | CompletionException e) {
      System.out.println(name + " " + crashes + ": " + e);
      return false;
    }
  }
}
