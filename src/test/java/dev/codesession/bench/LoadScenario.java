package dev.codesession.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How requests arrive. */
sealed interface LoadScenario {
  /** One after the other. */
  record Sequential(int total) implements LoadScenario {}

  /** So many clients, each begins its next when its last is done. */
  record ClosedLoop(int clients, int total) implements LoadScenario {}

  /** All at once. */
  record Burst(int total) implements LoadScenario {}

  /** Independent clients: exponential gaps, whether the last ones are done or not. */
  record Poisson(double perSecond, int seconds) implements LoadScenario {}

  /** Starts the work as the scenario says and waits for all of it. */
  default <T> List<T> drive(Callable<T> work) throws Exception {
    var started = new ArrayList<Future<T>>();
    int threads =
        switch (this) {
          case Sequential s -> 1;
          case ClosedLoop loop -> loop.clients();
          case Burst burst -> burst.total();
          case Poisson poisson -> Integer.MAX_VALUE;
        };
    try (var executor =
        threads == Integer.MAX_VALUE
            ? Executors.newVirtualThreadPerTaskExecutor()
            : Executors.newFixedThreadPool(threads, Thread.ofVirtual().factory())) {
      switch (this) {
        case Sequential(int total) -> submit(executor, work, total, started);
        case ClosedLoop(int clients, int total) -> submit(executor, work, total, started);
        case Burst(int total) -> submit(executor, work, total, started);
        case Poisson(double perSecond, int seconds) -> {
          var random = new Random(1);
          long next = System.nanoTime();
          long end = next + TimeUnit.SECONDS.toNanos(seconds);
          while (next < end) {
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            started.add(executor.submit(work));
            next += (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
          }
        }
      }
      var done = new ArrayList<T>();
      for (var future : started) {
        done.add(future.get());
      }
      return done;
    }
  }

  private static <T> void submit(
      java.util.concurrent.ExecutorService executor,
      Callable<T> work,
      int total,
      List<Future<T>> started) {
    for (int i = 0; i < total; i++) {
      started.add(executor.submit(work));
    }
  }
}
