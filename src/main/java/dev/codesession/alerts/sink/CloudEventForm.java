package dev.codesession.alerts.sink;

import dev.codesession.alerts.Incident;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.format.ContentType;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * CloudEvents 1.0, structured mode: {@code type} is {@code dev.codesession.incident.} and the kind,
 * {@code id} the incident's, {@code source} the cluster and namespace, {@code data} the facts.
 */
record CloudEventForm(String cluster) implements Form {
  private static final JsonFormat FORMAT = new JsonFormat();

  @Override
  public byte[] of(Incident incident) {
    var subject = incident.subject();
    var event =
        CloudEventBuilder.v1()
            .withId(incident.id())
            .withType("dev.codesession.incident." + incident.kind().name().toLowerCase(Locale.ROOT))
            .withSource(URI.create("/codesession/" + cluster + "/" + subject.namespace()))
            .withTime(incident.time().atOffset(ZoneOffset.UTC))
            .withDataContentType("application/json")
            .withExtension("severity", incident.priority().name())
            .withData(Facts.json(Facts.of(incident, cluster)));
    var named = subject.sessionUid().isEmpty() ? event : event.withSubject(subject.sessionUid());
    return FORMAT.serialize(named.build());
  }

  @Override
  public String contentType() {
    return ContentType.JSON.value();
  }
}
