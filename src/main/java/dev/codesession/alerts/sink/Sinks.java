package dev.codesession.alerts.sink;

import dev.codesession.alerts.AlertSettings;
import dev.codesession.alerts.Sink;
import dev.codesession.alerts.SinkSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** The receivers that the settings name. */
public final class Sinks {
  private static final String ALERTS_PATH = "/api/v2/alerts";

  private Sinks() {}

  /** Opens nothing: a receiver that is not there is found when there is something to say. */
  public static List<Sink> of(AlertSettings settings, InstantSource clock) {
    return settings.sinks().stream().map(s -> sink(s, settings.cluster(), clock)).toList();
  }

  private static Sink sink(SinkSettings sink, String cluster, InstantSource clock) {
    return switch (sink.type()) {
      case Alertmanager ->
          new HttpSink(sink, alerts(sink.url()), new AlertmanagerForm(cluster, clock));
      case CloudEvents -> new HttpSink(sink, sink.url(), new CloudEventForm(cluster));
      case Falco -> new HttpSink(sink, sink.url(), new FalcoForm(cluster));
      case Syslog -> new SyslogSink(sink, new SyslogForm(cluster));
    };
  }

  /** Alertmanager is named by its address, as Prometheus does; a prefix is kept. */
  private static URI alerts(URI url) {
    var path = url.getPath() == null ? "" : url.getPath().replaceAll("/+$", "");
    return url.resolve(path.endsWith(ALERTS_PATH) ? path : path + ALERTS_PATH);
  }
}
