package dev.codesession.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that traces do not arrive, and once that they do again. */
record QuietExporter(SpanExporter exporter, AtomicBoolean failing) implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(QuietExporter.class);

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    var result = exporter.export(spans);
    return result.whenComplete(() -> tell(result.isSuccess()));
  }

  private void tell(boolean arrived) {
    if (failing.getAndSet(!arrived) != arrived) {
      return;
    }
    if (arrived) {
      LOG.info("traces arrive again");
    } else {
      LOG.warn("traces do not arrive at the collector and are dropped");
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
