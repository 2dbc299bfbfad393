package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceDeleteEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Found by CrowdIT: JOSDK kept a state for every second session that had gone. */
final class DeparturesTest {
  private final MockCluster cluster = MockCluster.shared();
  private final List<Event> heard = new CopyOnWriteArrayList<>();
  private final Departures departures =
      new Departures(
          id -> cluster.context().getPrimaryCache().get(id).isPresent(), Duration.ofMillis(50));

  @BeforeEach
  void listen() {
    departures.setEventHandler(heard::add);
    departures.start();
  }

  @Test
  void aSessionThatHasGoneIsNamedOnceMore() {
    var session = MockCluster.session(MockCluster.namespace());
    departures.onResourceDeleted(session);
    await().atMost(Duration.ofSeconds(10)).until(() -> heard.size() == 1);
    assertThat(heard.getFirst()).isInstanceOf(ResourceDeleteEvent.class);
    assertThat(heard.getFirst().getRelatedCustomResourceID())
        .isEqualTo(ResourceID.fromResource(session));
  }

  @Test
  void notIfThereIsAnotherOfThatName() throws InterruptedException {
    var namespace = MockCluster.namespace();
    var session = cluster.create(MockCluster.session(namespace));
    var cache = cluster.context().getPrimaryCache();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> cache.get(ResourceID.fromResource(session)).isPresent());
    departures.onResourceDeleted(session);
    Thread.sleep(500);
    assertThat(heard).isEmpty();
  }
}
