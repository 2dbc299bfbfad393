package dev.codesession.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** At least once, under one id, whatever the sink does and whenever the process dies. */
final class DeliveryTest {
  private static final Backoff QUICK = new Backoff(Duration.ofMillis(5), Duration.ofMillis(20));

  private final MemoryOutbox outbox = new MemoryOutbox();
  private final RecordedDeliveries signals = new RecordedDeliveries();
  private final FakeSink soc = new FakeSink("soc");
  private final FakeSink pager = new FakeSink("pager");
  private Delivery delivery = new Delivery(List.of(soc, pager), outbox, signals, QUICK);

  /** Takes, fails, refuses or hangs as it is told. */
  private static final class FakeSink implements Sink {
    private final String name;
    final List<String> got = new CopyOnWriteArrayList<>();
    final CountDownLatch never = new CountDownLatch(1);
    final AtomicInteger failures = new AtomicInteger();
    volatile boolean hangs;
    volatile boolean refuses;
    volatile Priority minimum = Priority.Debug;

    FakeSink(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean wants(Incident incident) {
      return incident.priority().atLeast(minimum);
    }

    @Override
    public void send(Incident incident) throws IOException, InterruptedException {
      if (hangs) {
        never.await();
      }
      if (refuses) {
        throw new RefusedException("HTTP 400");
      }
      if (failures.getAndUpdate(n -> Math.max(n - 1, 0)) > 0) {
        throw new IOException("HTTP 503");
      }
      got.add(incident.id());
    }
  }

  @AfterEach
  void close() {
    delivery.close();
  }

  @Test
  void eachSinkGetsItOnceHoweverOftenItIsFound() {
    var incident = IncidentExamples.violation("open(/etc/shadow)");
    for (int i = 0; i < 5; i++) {
      delivery.raise(incident);
    }
    await(() -> soc.got.size() == 1 && pager.got.size() == 1);
    delivery.raise(incident);
    delivery.secure(List.of(incident));
    assertThat(soc.got).containsExactly(incident.id());
    assertThat(signals.all).containsOnlyOnce("incident Violation Critical");
    assertThat(outbox.written).as("what was delivered at once costs no write").isEmpty();
  }

  @Test
  void aSinkThatFailsIsTriedAgainAndTheOtherDoesNotWait() {
    soc.failures.set(3);
    var incident = IncidentExamples.violation("a");
    delivery.raise(incident);
    await(() -> pager.got.size() == 1 && soc.got.size() == 1);
    await(() -> outbox.all().isEmpty());
    assertThat(outbox.written).as("kept once, on the first failure").hasSize(1);
    assertThat(signals.all).filteredOn("failed soc"::equals).hasSize(3);
  }

  @Test
  void aSinkThatHangsCostsNobodyTime() {
    soc.hangs = true;
    long began = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      delivery.secure(List.of(IncidentExamples.violation("path " + i)));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    await(() -> pager.got.size() == 200);
  }

  @Test
  void whatIsSecuredSurvivesTheProcess() {
    soc.hangs = true;
    var incident = IncidentExamples.violation("a");
    delivery.secure(List.of(incident));
    assertThat(outbox.all()).hasSize(1);
    // Nothing is closed: the process is killed. Another one, with the same outbox, takes over.
    var back = new FakeSink("soc");
    var next = new Delivery(List.of(back), outbox, signals, QUICK);
    next.recover();
    await(() -> back.got.contains(incident.id()));
    await(() -> outbox.all().isEmpty());
    next.recover();
    assertThat(back.got).containsExactly(incident.id());
    next.close();
  }

  @Test
  void whatIsOnItsWayAtAnOrderlyEndIsKept() {
    soc.hangs = true;
    delivery.raise(IncidentExamples.violation("a"));
    delivery.close();
    assertThat(outbox.all()).hasSize(1);
  }

  @Test
  void whatOneSinkRefusesDoesNotStopTheNextIncident() {
    soc.refuses = true;
    delivery.raise(IncidentExamples.violation("a"));
    await(() -> signals.all.contains("undeliverable soc"));
    soc.refuses = false;
    delivery.raise(IncidentExamples.violation("b"));
    await(() -> soc.got.size() == 1);
    assertThat(outbox.all()).isEmpty();
  }

  @Test
  void anOutboxThatTakesNothingStopsNothing() {
    outbox.broken = true;
    soc.failures.set(2);
    delivery.secure(List.of(IncidentExamples.violation("a")));
    await(() -> soc.got.size() == 1 && pager.got.size() == 1);
  }

  @Test
  void moreThanAQueueHoldsWaitsInTheOutbox() {
    soc.hangs = true;
    for (int i = 0; i < 1_010; i++) {
      delivery.raise(IncidentExamples.violation("path " + i));
    }
    assertThat(outbox.all()).isNotEmpty();
  }

  @Test
  void aSinkHearsOfNothingBelowItsPriority() {
    soc.minimum = Priority.Critical;
    delivery.raise(IncidentExamples.tampering());
    await(() -> pager.got.size() == 1);
    assertThat(soc.got).isEmpty();
  }

  @Test
  void aFailureThatLastsIsSaidInTheSameWords() {
    soc.failures.set(Integer.MAX_VALUE);
    delivery.raise(IncidentExamples.violation("a"));
    await(() -> delivery.failing(Duration.ZERO).isPresent());
    assertThat(delivery.failing(Duration.ZERO)).contains("sink soc: HTTP 503");
    assertThat(delivery.failing(Duration.ofMinutes(1))).isEmpty();
    soc.failures.set(0);
    await(() -> delivery.failing(Duration.ZERO).isEmpty());
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .until(condition);
  }
}
