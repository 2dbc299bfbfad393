package dev.codesession.outbound;

import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lines to a collector, as the bodies of log records with one event name. Not for several threads
 * at once.
 */
public final class OtlpLines {
  /** A few KiB each: below what collectors take in one request. */
  private static final int MOST_AT_ONCE = 200;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Collector collector;
  private final String event;
  private final Logger logger;
  private final List<LogRecordData> made = new ArrayList<>();
  private @Nullable LogRecordExporter exporter;

  /**
   * Nothing is opened yet.
   *
   * @param event of each record, for a collector to find them by
   * @param version of the operator
   */
  public OtlpLines(Collector collector, String event, String version) {
    this.collector = collector;
    this.event = event;
    logger =
        SdkLoggerProvider.builder()
            .setResource(Collector.operator(version))
            .addLogRecordProcessor((context, record) -> made.add(record.toLogRecordData()))
            .build()
            .get("dev.codesession");
  }

  /**
   * In this order; returns when the collector has answered that it has them.
   *
   * @throws IOException if it has not, or not all of them; all are to be sent again
   */
  public void write(List<String> lines) throws IOException {
    for (int from = 0; from < lines.size(); from += MOST_AT_ONCE) {
      send(lines.subList(from, Math.min(lines.size(), from + MOST_AT_ONCE)));
    }
  }

  private void send(List<String> lines) throws IOException {
    made.clear();
    lines.forEach(
        line ->
            logger
                .logRecordBuilder()
                .setEventName(event)
                .setSeverity(Severity.INFO)
                .setBody(line)
                .emit());
    if (exporter == null) {
      exporter = collector.logs();
    }
    var answer =
        exporter.export(List.copyOf(made)).join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (!answer.isSuccess()) {
      // The next try begins with the certificates as they are then.
      exporter.shutdown();
      exporter = null;
      throw new IOException("the collector has not taken " + lines.size() + " lines");
    }
  }
}
