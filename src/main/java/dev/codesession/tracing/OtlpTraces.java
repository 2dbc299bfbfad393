package dev.codesession.tracing;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends traces by OTLP over HTTP. A session costs a few objects in a bounded queue; a collector
 * that is slow or away costs traces and nothing else.
 */
public final class OtlpTraces implements Traces {
  private static final int QUEUED_SPANS = 4096;
  private static final Duration ONE_TRY = Duration.ofSeconds(5);
  private static final Duration AT_THE_END = Duration.ofSeconds(2);

  /** It has a warning with a stack trace for each try. Held, or the setting is forgotten. */
  private static final Logger SDK = Logger.getLogger("io.opentelemetry");

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private OtlpTraces(URI endpoint, String version) {
    SDK.setLevel(Level.OFF);
    var exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint.toString().replaceFirst("/$", "") + "/v1/traces")
            .setConnectTimeout(ONE_TRY)
            .setTimeout(ONE_TRY)
            .build();
    var queue =
        BatchSpanProcessor.builder(new QuietExporter(exporter, new AtomicBoolean()))
            .setMaxQueueSize(QUEUED_SPANS)
            .setExporterTimeout(ONE_TRY)
            .build();
    provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.of(
                                AttributeKey.stringKey("service.name"),
                                "codesession-operator",
                                AttributeKey.stringKey("service.version"),
                                version))))
            .addSpanProcessor(queue)
            .build();
    tracer = provider.get("dev.codesession", version);
  }

  /** Nothing is opened where no collector is named. */
  public static Traces of(TracingSettings settings, String version) {
    var endpoint = settings.endpoint();
    return endpoint == null ? NONE : new OtlpTraces(endpoint, version);
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
