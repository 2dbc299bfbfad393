package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.codesession.audit.Anchor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Anchors in the API: whoever was not the last to read does not write. */
final class AuditAnchorsTest {
  private final MockCluster cluster = MockCluster.shared();
  private final String namespace = MockCluster.namespace();
  private final AuditAnchors anchors = new AuditAnchors(cluster.client, namespace);

  private static Anchor anchor(long sequence) {
    return new Anchor(
        "team-a",
        sequence,
        "sha256:" + sequence,
        Instant.parse("2026-11-24T10:00:00Z"),
        List.of("0123456789abcdef"),
        List.of("{\"a\":\"\\u202e\"}"));
  }

  @Test
  void theFirstOneIsMadeAndReadBack() {
    assertThat(anchors.read("team-a")).isEmpty();
    var kept = anchors.write(anchor(1), "").orElseThrow();
    assertThat(kept.anchor()).isEqualTo(anchor(1));
    assertThat(anchors.read("team-a")).contains(kept);
    assertThat(anchors.read("team-b")).isEmpty();
  }

  @Test
  void aStaleOneIsNotWritten() {
    var first = anchors.write(anchor(1), "").orElseThrow();
    assertThat(anchors.write(anchor(9), "")).as("somebody has made it").isEmpty();
    assertThat(anchors.write(anchor(2), first.version())).isPresent();
    assertThat(anchors.write(anchor(9), first.version())).isEmpty();
    assertThat(anchors.read("team-a").orElseThrow().anchor()).isEqualTo(anchor(2));
  }

  @Test
  void aDamagedOneIsNotTakenForNone() {
    anchors.write(anchor(1), "");
    cluster
        .client
        .configMaps()
        .inNamespace(namespace)
        .withName("codesession-audit-team-a")
        .edit(
            map -> {
              map.setData(Map.of("anchor.json", "{}"));
              return map;
            });
    assertThatIllegalArgumentException().isThrownBy(() -> anchors.read("team-a"));
  }
}
