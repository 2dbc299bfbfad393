package dev.codesession.alerts.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codesession.alerts.Incident;
import dev.codesession.alerts.IncidentExamples;
import dev.codesession.alerts.Profile;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The four forms, as their receivers' public descriptions have them. */
final class FormsTest {
  private static final String HOSTILE = "open(\"/etc/shadow\") ]\" <!channel> \\ \n<1>1 - - forged";
  private static final InstantSource AT_ONCE = InstantSource.fixed(IncidentExamples.TIME);
  private final Incident incident = IncidentExamples.violation(HOSTILE);

  @Test
  void alertmanagerTakesAListOfLabelledAlerts() throws Exception {
    var alerts = json(new AlertmanagerForm("prod", AT_ONCE).of(incident));
    assertThat(alerts.isArray()).isTrue();
    var alert = alerts.get(0);
    assertThat(alert.at("/labels/alertname").asText()).isEqualTo("CodeSessionViolation");
    assertThat(alert.at("/labels/incident").asText()).isEqualTo(incident.id());
    assertThat(alert.at("/labels/severity").asText()).isEqualTo("critical");
    // Label names of Prometheus' data model; values are never empty there.
    alert
        .get("labels")
        .properties()
        .forEach(
            label -> {
              assertThat(label.getKey()).matches("[a-zA-Z_][a-zA-Z0-9_]*");
              assertThat(label.getValue().asText()).isNotEmpty();
            });
    assertThat(alert.get("labels").toString()).doesNotContain("shadow");
    assertThat(alert.at("/annotations/detail").asText()).contains("/etc/shadow");
    assertThat(alert.at("/startsAt").asText()).isEqualTo("2026-11-24T10:00:00.123Z");
    assertThat(alert.at("/endsAt").asText()).isEqualTo("2026-11-24T11:00:00.123Z");
  }

  /**
   * An Alertmanager that was away for hours says nothing of a new alert whose end has passed, and
   * one that ends before it begins it refuses (clocks go back, too).
   */
  @Test
  void anAlertDeliveredLateIsStillShownForAnHour() throws Exception {
    assertThat(end(IncidentExamples.TIME.plus(Duration.ofHours(5))))
        .isEqualTo(Instant.parse("2026-11-24T16:00:00.123Z"));
    assertThat(end(IncidentExamples.TIME.minus(Duration.ofHours(5))))
        .isEqualTo(Instant.parse("2026-11-24T11:00:00.123Z"));
  }

  private Instant end(Instant sent) throws Exception {
    var form = new AlertmanagerForm("prod", InstantSource.fixed(sent));
    return Instant.parse(json(form.of(incident)).at("/0/endsAt").asText());
  }

  @Test
  void theCloudEventIsReadByTheLibraryOfItsSpecification() throws Exception {
    EventFormatProvider.getInstance().registerFormat(new JsonFormat());
    var event = new JsonFormat().deserialize(new CloudEventForm("prod").of(incident));
    assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
    assertThat(event.getId()).isEqualTo(incident.id());
    assertThat(event.getType()).isEqualTo("dev.codesession.incident.violation");
    assertThat(event.getSource().toString()).isEqualTo("/codesession/prod/team-a");
    assertThat(event.getSubject()).isEqualTo("5f0d6f3e-uid");
    var data = json(event.getData().toBytes());
    assertThat(data.get("detail").asText()).contains("/etc/shadow");
    assertThat(data.get("requested_by").asText()).isEqualTo("alice");
  }

  /** Fields and checks of falcosidekick's handler: an output, a known priority, texts only. */
  @Test
  void falcosidekickTakesIt() throws Exception {
    var payload = json(new FalcoForm("prod").of(incident));
    assertThat(payload.get("uuid").asText()).isEqualTo(incident.id());
    assertThat(payload.get("output").asText()).isNotEmpty().doesNotContain("shadow");
    assertThat(payload.get("priority").asText()).isEqualTo("Critical");
    assertThat(payload.get("rule").asText()).isEqualTo("Read sensitive file");
    assertThat(payload.get("time").asText()).isEqualTo("2026-11-24T10:00:00.123Z");
    assertThat(payload.get("source").asText()).isEqualTo("codesession");
    assertThat(payload.at("/tags/2").asText()).isEqualTo("T1003.008");
    // It replaces the uuid by one of its own, so the id has to be here, too.
    assertThat(payload.at("/output_fields/codesession.incident").asText()).isEqualTo(incident.id());
    assertThat(payload.at("/output_fields/k8s.ns.name").asText()).isEqualTo("team-a");
    payload.get("output_fields").forEach(field -> assertThat(field.isTextual()).isTrue());
  }

  /** RFC 5424, section 6. */
  @Test
  void aSyslogMessageIsOneLineThatParses() {
    var line = new String(new SyslogForm("prod").of(incident), StandardCharsets.UTF_8);
    var parsed =
        Pattern.compile(
                "<(\\d+)>1 (\\S+) (\\S+) (\\S+) (\\S+) (\\S+) \\[(\\S+)((?: [a-z_]+=\"(?:[^\"\\\\\\]]|\\\\.)*\")+)\\] \uFEFF(.*)")
            .matcher(line);
    assertThat(parsed.matches()).as(line).isTrue();
    assertThat(parsed.group(1)).isEqualTo(Integer.toString(13 * 8 + 2));
    assertThat(parsed.group(6)).isEqualTo("Violation");
    assertThat(parsed.group(8)).contains("incident=\"" + incident.id() + "\"");
    assertThat(parsed.group(9)).isEqualTo("code of a session broke a rule");
    assertThat(line).doesNotContain("\n");
  }

  @Test
  void metadataOnlyMeansSoInEveryForm() {
    var bare = Profile.MetadataOnly.of(incident);
    for (Form form :
        List.of(
            new AlertmanagerForm("prod", AT_ONCE),
            new CloudEventForm("prod"),
            new FalcoForm("prod"),
            new SyslogForm("prod"))) {
      assertThat(new String(form.of(bare), StandardCharsets.UTF_8))
          .contains(incident.id(), "5f0d6f3e-uid", "team-a", "T1003.008")
          .doesNotContain("shadow", "alice", "nightly", "node-1");
    }
  }

  private static JsonNode json(byte[] text) throws Exception {
    return new JsonMapper().readTree(text);
  }
}
