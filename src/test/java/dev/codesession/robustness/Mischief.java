package dev.codesession.robustness;

import java.util.List;
import java.util.Map;

/** What goes wrong by probability in a random history. */
final class Mischief {
  /**
   * Of hack/node up. Liars that only keep silent: a forged STARTED would be counted as a start, by
   * the node that has seen it.
   */
  static final String NODE =
      String.join(
          ",",
          "slow-boot=2s:0.04",
          "never-boots:0.01",
          "image-missing:0.01",
          "exec-fails:0.02",
          "exit=137@HELLO:0.01",
          "exit=137@RUN:0.02",
          "exit=255@STARTED:0.02",
          "exit=0@RESULT:0.02",
          "evicted@STARTED:0.01",
          "attach-refused:0.03",
          "attach-cut:0.05",
          "bytes-lost:0.03",
          "bytes-doubled:0.03",
          "stdin-lost:0.01",
          "log-gone:0.03",
          "log-cut:0.03",
          "message-lost:0.05",
          "stuck-terminating=5s:0.03",
          "clock-skew=40s:0.02",
          "liar=silent:0.01",
          "liar=deaf:0.01",
          "liar=unproven:0.01");

  private static final List<Rule> PROXY =
      List.of(
          new Rule("*", "[cenp]*", "delay=300ms", 0.03),
          new Rule("*", "[cenpr]*", "error", 0.01),
          new Rule("*", "[cenpr]*", "unavailable", 0.01),
          new Rule("*", "[cenpr]*", "busy=1s", 0.01),
          new Rule("*", "[cenpr]*", "drop", 0.01),
          new Rule("*", "[cenpr]*", "answer-lost", 0.02),
          new Rule("update", "*", "conflict", 0.03),
          new Rule("watch", "*", "cut=4s", 0.2),
          new Rule("watch", "*", "stall=3s", 0.1),
          new Rule("watch", "*", "gone", 0.05),
          new Rule("list", "*", "stale", 0.2));

  private record Rule(String verb, String resource, String fault, double chance) {}

  private Mischief() {}

  static void begin(Commands proxy) throws Exception {
    for (var rule : PROXY) {
      proxy.post(
          "/rules",
          Map.of(
              "verb",
              rule.verb(),
              "resource",
              rule.resource(),
              "fault",
              rule.fault(),
              "chance",
              rule.chance()));
    }
  }

  static void end(Commands proxy) throws Exception {
    proxy.delete("/rules");
  }
}
