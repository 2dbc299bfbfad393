package dev.codesession.bench;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * When a watching client first saw each step of each object: what a user would see, not what a
 * status claims.
 */
final class Timings {
  private final Map<String, Long> seen = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> waiting = new ConcurrentHashMap<>();

  void mark(String name, String step) {
    seen.putIfAbsent(name + "/" + step, System.nanoTime());
    waiting.computeIfAbsent(name + "/" + step, k -> new CountDownLatch(1)).countDown();
  }

  boolean seen(String name, String step) {
    return seen.containsKey(name + "/" + step);
  }

  /** When a step was first seen, by System.nanoTime. */
  long at(String name, String step) {
    return seen.get(name + "/" + step);
  }

  /** Milliseconds between two steps of one object. */
  long between(String name, String from, String to) {
    return (seen.get(name + "/" + to) - seen.get(name + "/" + from)) / 1_000_000;
  }

  void await(String name, String step) throws InterruptedException {
    var latch = waiting.computeIfAbsent(name + "/" + step, k -> new CountDownLatch(1));
    if (!latch.await(2, TimeUnit.MINUTES)) {
      throw new IllegalStateException(name + " did not reach " + step + " within 2 minutes");
    }
  }

  Watcher<Pod> pods() {
    return watcher(
        (action, pod) -> {
          if (action == Watcher.Action.DELETED) {
            mark(pod.getMetadata().getName(), "Gone");
          }
          if (pod.getStatus() != null
              && pod.getStatus().getContainerStatuses().stream()
                  .anyMatch(c -> c.getState().getRunning() != null)) {
            mark(pod.getMetadata().getName(), "Running");
          }
        });
  }

  Watcher<CodeSession> sessions() {
    return watcher(
        (action, session) -> {
          var name = session.getMetadata().getName();
          var status = session.getStatus();
          if (status == null) {
            return;
          }
          if (status.phase() == Phase.Running) {
            mark(name, "Running");
          }
          if (status.phase() == Phase.Finished) {
            if (status.outcome() != null && status.outcome().reason() == OutcomeReason.Completed) {
              mark(name, "Completed");
            }
            mark(name, "Finished");
            if (status.conditions().stream()
                .anyMatch(c -> c.type().equals("Destroyed") && c.status().equals("True"))) {
              mark(name, "Destroyed");
            }
          }
        });
  }

  private static <T extends HasMetadata> Watcher<T> watcher(BiConsumer<Watcher.Action, T> use) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, T resource) {
        use.accept(action, resource);
      }

      @Override
      public void onClose(WatcherException cause) {
        System.err.println("the watch was closed: " + cause);
      }
    };
  }
}
