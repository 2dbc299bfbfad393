package dev.codesession.it;

import java.io.IOException;
import java.util.List;

/** The operator's process on this machine. */
final class OperatorProcess {
  private OperatorProcess() {}

  /** SIGKILL: no shutdown hook, no last write. The kubelet starts it again. */
  static void kill() {
    var victims =
        ProcessHandle.allProcesses()
            .filter(
                p ->
                    p.info()
                        .arguments()
                        .map(a -> List.of(a).contains("dev.codesession.Main"))
                        .orElse(false))
            .toList();
    if (victims.isEmpty()) {
      throw new IllegalStateException(
          "no operator process found: the operator must run on this machine");
    }
    for (ProcessHandle victim : victims) {
      try {
        new ProcessBuilder("kill", "-KILL", Long.toString(victim.pid()))
            .inheritIO()
            .start()
            .waitFor();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
