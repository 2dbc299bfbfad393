package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.audit.Anchor;
import dev.codesession.audit.Verification;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Traces, from the annotation of a session to the spans, and the audit trail at a collector, which
 * may also be away: that costs traces, and no line of the trail.
 */
@Isolated
final class CollectorIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final List<String> STEPS =
      List.of("queue", "sandbox", "proof", "start", "run", "collect", "destroy");

  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  private static Receiver receiver;

  @BeforeAll
  static void trace() {
    receiver = Receiver.start(cluster);
    operator().openEgress();
    settings(receiver.collector(), "Otlp");
  }

  @AfterAll
  static void stop() {
    settings(null, null);
    operator().closeEgress();
  }

  /** One that hangs is worse than one that refuses: a try lasts until its time-out. */
  @Test
  void aSessionIsOneTraceBelowWhoAskedForItAlsoAfterACollectorThatHung() {
    receiver.mode("hang");
    ends(Sessions.python("it-gvisor", "print(1)"));
    receiver.mode("ok");
    var traced = Sessions.python("it-gvisor", "print(2)");
    traced
        .getMetadata()
        .setAnnotations(Map.of(Names.TRACEPARENT_ANNOTATION, "00-" + TRACE + "-" + PARENT + "-01"));
    ends(traced);
    LiveCluster.waitUntil(() -> spans().size() == 1 + STEPS.size());

    var whole = named("codesession");
    assertThat(hex(whole.getParentSpanId())).isEqualTo(PARENT);
    for (String step : STEPS) {
      var span = named(step);
      assertThat(span.getParentSpanId()).as(step).isEqualTo(whole.getSpanId());
      assertThat(span.getEndTimeUnixNano())
          .as(step)
          .isBetween(span.getStartTimeUnixNano(), whole.getEndTimeUnixNano());
    }
    assertThat(spans().toString()).contains("it-gvisor", "Completed").doesNotContain("print(2)");
  }

  @Test
  void aChainIsWholeAtACollectorThatWasAwayWhileTheOperatorDied() {
    ends(Sessions.python("it-gvisor", "print('CANARY-OUTPUT')"));
    LiveCluster.waitUntil(() -> recorded() > 0 && records().size() == recorded());
    long before = recorded();
    receiver.mode("down");
    ends(Sessions.python("it-gvisor", "print(2)"));
    LiveCluster.waitUntil(() -> recorded() == before + 1);
    OperatorProcess.kill();
    receiver.mode("ok");
    ends(Sessions.python("it-gvisor", "print(3)"));
    LiveCluster.waitUntil(() -> records().size() == before + 2);
    var verification = new Verification();
    records().forEach(verification::line);
    assertThat(verification.report(List.of(cluster.auditAnchor().orElseThrow())).findings())
        .isEmpty();
    assertThat(records().toString()).contains("\"reason\":\"Completed\"").doesNotContain("CANARY");
  }

  /** As the cluster has it; the first record takes a few seconds. */
  private static long recorded() {
    return cluster.auditAnchor().map(Anchor::sequence).orElse(0L);
  }

  /** At least once: the same line may stand there twice. */
  private static List<String> records() {
    return receiver.lines().stream()
        .filter(line -> line.contains("\"chain\":\"" + cluster.namespace() + "\""))
        .distinct()
        .toList();
  }

  private static void settings(String endpoint, String audit) {
    var variables = new HashMap<String, String>();
    variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
    variables.put("CODESESSION_AUDIT_ENDPOINT", endpoint);
    variables.put("CODESESSION_AUDIT", audit);
    operator().environment(variables);
  }

  private static void ends(CodeSession session) {
    assertThat(cluster.destroyed(cluster.create(session)).outcome().reason())
        .isEqualTo(OutcomeReason.Completed);
  }

  private static List<Span> spans() {
    return receiver.spans().stream().filter(s -> hex(s.getTraceId()).equals(TRACE)).toList();
  }

  private static Span named(String name) {
    return spans().stream().filter(s -> s.getName().equals(name)).findAny().orElseThrow();
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static OperatorDeployment operator() {
    return new OperatorDeployment(cluster.client());
  }
}
