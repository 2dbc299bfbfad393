package dev.codesession.tracing;

import dev.codesession.outbound.Collector;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that traces do not arrive, and once that they do again. After a failure it begins anew,
 * with the certificates as they are then.
 */
final class QuietExporter implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(QuietExporter.class);

  private final Collector collector;
  private @Nullable SpanExporter exporter;
  private boolean failing;

  QuietExporter(Collector collector) {
    this.collector = collector;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result;
    try {
      result = exporter().export(spans);
    } catch (IOException | RuntimeException e) {
      result = CompletableResultCode.ofFailure();
    }
    var ended = result;
    return ended.whenComplete(() -> tell(ended.isSuccess()));
  }

  private synchronized SpanExporter exporter() throws IOException {
    if (exporter == null) {
      exporter = collector.spans();
    }
    return exporter;
  }

  private synchronized void tell(boolean arrived) {
    if (!arrived) {
      shutdown();
      exporter = null;
    }
    if (failing == !arrived) {
      return;
    }
    failing = !arrived;
    if (arrived) {
      LOG.info("traces arrive again");
    } else {
      LOG.warn("traces do not arrive at the collector and are dropped");
    }
  }

  @Override
  public synchronized CompletableResultCode flush() {
    return exporter == null ? CompletableResultCode.ofSuccess() : exporter.flush();
  }

  @Override
  public synchronized CompletableResultCode shutdown() {
    return exporter == null ? CompletableResultCode.ofSuccess() : exporter.shutdown();
  }
}
