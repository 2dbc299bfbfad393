package dev.codesession.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.codesession.outbound.Collector;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a receiver that reads the protocol's own messages. */
final class OtlpTracesTest {
  private final List<io.opentelemetry.proto.trace.v1.Span> received = new CopyOnWriteArrayList<>();
  private final HttpServer collector;

  OtlpTracesTest() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/otlp/v1/traces",
        exchange -> {
          var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
          request.getResourceSpansList().stream()
              .flatMap(resource -> resource.getScopeSpansList().stream())
              .forEach(scope -> received.addAll(scope.getSpansList()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void stop() {
    collector.stop(0);
  }

  @Test
  void aSessionIsOneTraceBelowTheSpanThatAskedForIt() {
    send(TraceExamples.FINISHED);
    assertThat(received)
        .hasSize(8)
        .allSatisfy(span -> assertThat(hex(span.getTraceId())).isEqualTo(TraceExamples.TRACE));
    var whole = named("codesession");
    assertThat(hex(whole.getParentSpanId())).isEqualTo(TraceExamples.PARENT);
    assertThat(whole.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    var run = named("run");
    assertThat(run.getParentSpanId()).isEqualTo(whole.getSpanId());
    assertThat(run.getEndTimeUnixNano() - run.getStartTimeUnixNano()).isEqualTo(1_000_000_000L);
    assertThat(received.toString()).contains("team-a").doesNotContain("CANARY");
  }

  @Test
  void whatIsNoTraceparentIsNoParent() {
    send(TraceExamples.FINISHED.replace(TraceExamples.TRACE, "\\n<script>"));
    assertThat(named("codesession").getParentSpanId().isEmpty()).isTrue();
  }

  @Test
  void whoDidNotSampleGetsNothing() {
    send(
        TraceExamples.FINISHED.replace(TraceExamples.PARENT + "-01", TraceExamples.PARENT + "-00"));
    assertThat(received).isEmpty();
  }

  /** More than the queue holds, and nobody takes them: each call returns, none throws. */
  @Test
  void aDeadCollectorCostsTracesOnly() {
    int port = collector.getAddress().getPort();
    collector.stop(0);
    var traces = traces("http://127.0.0.1:" + port);
    var session = TraceExamples.session(TraceExamples.FINISHED);
    for (int i = 0; i < 2_000; i++) {
      traces.destroyed(session, session.getStatus());
    }
    traces.close();
    assertThat(received).isEmpty();
  }

  private void send(String json) {
    var traces = traces("http://127.0.0.1:" + collector.getAddress().getPort() + "/otlp/");
    var session = TraceExamples.session(json);
    traces.destroyed(session, session.getStatus());
    traces.close();
  }

  private static Traces traces(String endpoint) {
    return OtlpTraces.of(Collector.from(Map.of("E", endpoint), "E", "S"), "1");
  }

  private io.opentelemetry.proto.trace.v1.Span named(String name) {
    return received.stream().filter(span -> span.getName().equals(name)).findAny().orElseThrow();
  }

  private static String hex(com.google.protobuf.ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
