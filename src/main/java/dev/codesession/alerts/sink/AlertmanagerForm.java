package dev.codesession.alerts.sink;

import dev.codesession.alerts.Incident;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code POST /api/v2/alerts} of Alertmanager (its openapi.yaml, {@code postableAlerts}). An alert
 * is what its labels say: they hold the id, so the same incident sent again is the same alert. It
 * ends by itself, since what has happened does not stop happening: an hour after it is sent, since
 * Alertmanager tells nobody of a new alert that has ended already.
 */
record AlertmanagerForm(String cluster, InstantSource clock) implements Form {
  private static final Duration SHOWN = Duration.ofHours(1);

  @Override
  public byte[] of(Incident incident) {
    var labels = new LinkedHashMap<String, String>();
    labels.put("alertname", "CodeSession" + incident.kind());
    labels.put("severity", incident.priority().name().toLowerCase(Locale.ROOT));
    labels.putAll(Facts.of(incident, cluster));
    labels.remove("detail");
    labels.remove("requested_by");
    labels.remove("priority");
    var annotations = new LinkedHashMap<String, String>();
    annotations.put("summary", incident.kind().summary());
    annotate(annotations, "requested_by", incident.subject().requestedBy());
    annotate(annotations, "detail", incident.detail());
    return Facts.json(
        List.of(
            Map.of(
                "labels",
                labels,
                "annotations",
                annotations,
                "startsAt",
                incident.time().toString(),
                "endsAt",
                end(incident.time()).toString())));
  }

  /** Never before the beginning, whatever the clock says: that would be refused for good. */
  private Instant end(Instant beginning) {
    var now = clock.instant();
    return (now.isAfter(beginning) ? now : beginning).plus(SHOWN);
  }

  private static void annotate(Map<String, String> annotations, String name, String value) {
    if (!value.isEmpty()) {
      annotations.put(name, value);
    }
  }

  @Override
  public String contentType() {
    return "application/json";
  }
}
