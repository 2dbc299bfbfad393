package dev.codesession.tracing;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.outbound.Collector;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends traces by OTLP over HTTP. A session costs a few objects in a bounded queue; a collector
 * that is slow or away costs traces and nothing else.
 */
public final class OtlpTraces implements Traces {
  private static final int QUEUED_SPANS = 4096;
  private static final Duration ONE_TRY = Duration.ofSeconds(5);
  private static final Duration AT_THE_END = Duration.ofSeconds(2);

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private OtlpTraces(Collector collector, String version) {
    var queue =
        BatchSpanProcessor.builder(new QuietExporter(collector))
            .setMaxQueueSize(QUEUED_SPANS)
            .setExporterTimeout(ONE_TRY)
            .build();
    provider =
        SdkTracerProvider.builder()
            .setResource(Collector.operator(version))
            .addSpanProcessor(queue)
            .build();
    tracer = provider.get("dev.codesession", version);
  }

  /** Nothing is opened where no collector is named. */
  public static Traces of(Optional<Collector> collector, String version) {
    return collector.<Traces>map(c -> new OtlpTraces(c, version)).orElse(NONE);
  }

  @Override
  public void destroyed(CodeSession session, CodeSessionStatus status) {
    SessionTrace.of(session, status).ifPresent(this::emit);
  }

  private void emit(SessionTrace trace) {
    var whole =
        tracer
            .spanBuilder(trace.whole().name())
            .setParent(parent(trace.parent()))
            .setSpanKind(SpanKind.INTERNAL)
            .setStartTimestamp(trace.whole().from())
            .startSpan();
    trace.attributes().forEach(whole::setAttribute);
    if (trace.outcome() != null && trace.outcome() != OutcomeReason.Completed) {
      whole.setStatus(StatusCode.ERROR, trace.outcome().name());
    }
    var within = Context.root().with(whole);
    for (Span step : trace.steps()) {
      tracer
          .spanBuilder(step.name())
          .setParent(within)
          .setStartTimestamp(step.from())
          .startSpan()
          .end(step.to());
    }
    whole.end(trace.whole().to());
  }

  /** What is no traceparent is no parent. */
  private static Context parent(@Nullable String traceparent) {
    return W3CTraceContextPropagator.getInstance()
        .extract(Context.root(), traceparent, Annotation.TRACEPARENT);
  }

  private enum Annotation implements TextMapGetter<String> {
    TRACEPARENT;

    @Override
    @SuppressWarnings("deprecation") // the interface still has it
    public Iterable<String> keys(String carrier) {
      return List.of("traceparent");
    }

    @Override
    public @Nullable String get(@Nullable String carrier, String key) {
      return key.equals("traceparent") ? carrier : null;
    }
  }

  @Override
  public void close() {
    provider.shutdown().join(AT_THE_END.toMillis(), TimeUnit.MILLISECONDS);
  }
}
