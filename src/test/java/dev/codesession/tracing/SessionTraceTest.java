package dev.codesession.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.OutcomeReason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a trace says, and what it never says. */
final class SessionTraceTest {
  @Test
  void eachStepThatIsKnownIsASpan() {
    var trace = TraceExamples.trace(TraceExamples.FINISHED);
    assertThat(trace.steps())
        .extracting(Span::name)
        .containsExactly("queue", "sandbox", "proof", "start", "run", "collect", "destroy");
    assertThat(trace.whole())
        .isEqualTo(new Span("codesession", TraceExamples.at(0), TraceExamples.at(7)));
    assertThat(trace.outcome()).isEqualTo(OutcomeReason.NonZeroExit);
    assertThat(trace.attributes())
        .containsOnly(
            Map.entry("k8s.namespace.name", "team-a"),
            Map.entry("codesession.session.name", "nightly"),
            Map.entry("codesession.session.uid", "uid-1"),
            Map.entry("codesession.class", "default"),
            Map.entry("codesession.language", "python"),
            Map.entry("codesession.outcome", "NonZeroExit"),
            Map.entry("k8s.node.name", "node-1"),
            Map.entry("cloud.region", "eu"));
  }

  @Test
  void codeInputAndOutputAreNotInIt() {
    assertThat(TraceExamples.trace(TraceExamples.FINISHED).toString()).doesNotContain("CANARY");
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    var trace =
        TraceExamples.trace(
            "{\"metadata\":{},\"status\":{\"timeline\":{\"accepted\":\"2026-11-24T10:00:00.900Z\","
                + "\"created\":\"2026-11-24T10:00:00Z\",\"booted\":\"yesterday\"}}}");
    assertThat(trace.steps())
        .singleElement()
        .satisfies(
            queue ->
                assertThat(Duration.between(queue.from(), queue.to()))
                    .as("two clocks")
                    .isEqualTo(Duration.ZERO));
    assertThat(trace.outcome()).isNull();
    var nothing = TraceExamples.session("{\"metadata\":{},\"status\":{}}");
    assertThat(SessionTrace.of(nothing, nothing.getStatus())).isEmpty();
  }

  @Test
  void noCollectorMeansNoTraces() {
    assertThat(OtlpTraces.of(Optional.empty(), "1")).isSameAs(Traces.NONE);
  }
}
