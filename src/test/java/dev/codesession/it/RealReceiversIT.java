package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codesession.alerts.AlertSettings;
import dev.codesession.alerts.Incident;
import dev.codesession.alerts.IncidentExamples;
import dev.codesession.alerts.IncidentKind;
import dev.codesession.alerts.Priority;
import dev.codesession.alerts.Sink;
import dev.codesession.alerts.Subject;
import dev.codesession.alerts.sink.Sinks;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.ViolationAction;
import dev.codesession.runtime.Certificates;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Hostile sessions, and what a real Alertmanager makes of them: as its API says, and as whom it
 * tells hears it. The operator reports to it three times: directly, on a way that may lose answers,
 * and to a second one that asks for a client certificate.
 */
@Isolated
@Tag("long")
final class RealReceiversIT {
  private static final String HOSTILE =
      "print('before', flush=True)\nopen('/etc/shadow')\nprint('after')";
  private static final String ALERTS = "CODESESSION_ALERTS";
  private static final String SECRETS = "CODESESSION_ALERTS_SECRETS";
  private static final String SECRET = "it-sealed-alerts";

  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  @TempDir private static Path folder;
  private static Oncall oncall;
  private static Alertmanager plain;
  private static Alertmanager sealed;
  private static SSLContext trusting;

  @BeforeAll
  @Timeout(1800)
  static void report(TestReporter report) throws Exception {
    Alertmanager.build();
    var host = ThisMachine.address(cluster.client());
    oncall = new Oncall(host);
    plain =
        Alertmanager.start(
            Files.createDirectory(folder.resolve("plain")), host, "plain", oncall.webhook());
    report.publishEntry("Alertmanager", plain.version());
    var certificates = Files.createDirectory(folder.resolve("sealed"));
    trusting = Certificates.write(certificates, "EC", "alertmanager", "ip:" + host);
    credentials(certificates);
    sealed = Alertmanager.secured(certificates, host, "sealed", oncall.webhook());
    operator().openEgress();
    operator().mount(SECRET, "/alerts/sealed");
    operator().environment(SECRETS, "/alerts");
    operator().environment(ALERTS, settings());
  }

  @AfterAll
  static void silence() throws Exception {
    if (sealed != null) {
      operator().environment(ALERTS, null);
      operator().environment(SECRETS, null);
      operator().unmount(SECRET);
      operator().closeEgress();
      cluster
          .client()
          .secrets()
          .inNamespace(LiveCluster.OPERATOR_NAMESPACE)
          .withName(SECRET)
          .delete();
      sealed.close();
    }
    if (plain != null) {
      plain.close();
    }
    if (oncall != null) {
      oncall.close();
    }
  }

  @AfterEach
  void recover() {
    oncall.lose(false);
  }

  @Test
  void aHostileSessionIsOneAlertAndOneNotification() {
    var session = cluster.create(Sessions.python("it-runc", HOSTILE));
    var status = cluster.destroyed(session);
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(OutcomeReason.PolicyViolation);
    LiveCluster.waitUntil(() -> !oncall.passed(uid(session)).isEmpty());
    var alert = onlyAlert(session);
    assertThat(texts(alert.get("labels"))).isEqualTo(labels(session, status, alert));
    assertThat(alert.at("/annotations/summary").asText())
        .isEqualTo(IncidentKind.Violation.summary());
    assertThat(alert.at("/annotations/detail").asText()).contains("/etc/shadow");
    assertThat(Duration.between(time(alert, "startsAt"), time(alert, "endsAt")))
        .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(62));
    for (String receiver : new String[] {"plain", "sealed"}) {
      assertThat(onlyTold(receiver, session).alert().get("labels")).isEqualTo(alert.get("labels"));
    }
  }

  @Test
  void itStaysOneAlertWhenAnswersAreLostAndTheOperatorIsKilled() {
    oncall.lose(true);
    var session = cluster.create(Sessions.python("it-runc", HOSTILE));
    cluster.finished(session);
    LiveCluster.waitUntil(() -> oncall.passed(uid(session)).size() > 1);
    OperatorProcess.kill();
    oncall.lose(false);
    LiveCluster.waitUntil(
        () -> oncall.passed(uid(session)).stream().anyMatch(p -> p.answer() == 200));
    onlyAlert(session);
    onlyTold("plain", session);
    cluster.destroyed(session);
  }

  /**
   * Heard on the channel and told at once; the next process finds it again in the result, when more
   * is known of the session than there was.
   */
  @Test
  void itStaysOneAlertWhenAnotherProcessFindsItAgain() {
    var name = "it-receivers-record";
    cluster.createClass(
        TestClasses.watching(name, LiveCluster.image(), ViolationAction.Record, null));
    var session =
        cluster.create(
            Sessions.python(
                name,
                """
                import time
                try: open('/etc/shadow')
                except PermissionError: pass
                time.sleep(8)
                """));
    LiveCluster.waitUntil(() -> !plain.alerts("session_uid", uid(session)).isEmpty());
    int before = oncall.passed(uid(session)).size();
    OperatorProcess.kill();
    cluster.destroyed(session);
    LiveCluster.waitUntil(() -> oncall.passed(uid(session)).size() > before);
    onlyAlert(session);
    onlyTold("plain", session);
    onlyTold("sealed", session);
  }

  @Test
  void theSealedOneHearsNobodyWithoutACertificate() {
    var request = HttpRequest.newBuilder(URI.create(sealed.url() + "/api/v2/alerts")).build();
    try (var nobody = HttpClient.newBuilder().sslContext(trusting).build()) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> nobody.send(request, BodyHandlers.discarding()));
    }
  }

  /** Alertmanager was away for days, and nobody has heard of it yet. */
  @Test
  void anOldIncidentIsToldAllTheSame() throws Exception {
    var incident = IncidentExamples.violation("long ago");
    assertThat(incident.time()).isBefore(Instant.now().minus(Duration.ofHours(2)));
    sink("Full").send(incident);
    told(incident);
  }

  @ParameterizedTest
  @EnumSource
  void everyKindIsTaken(IncidentKind kind) throws Exception {
    for (String profile : new String[] {"Full", "MetadataOnly"}) {
      var subject =
          kind == IncidentKind.GuardTampered
              ? Subject.namespace("team-a")
              : new Subject("team-a", "nightly", "uid-1", "default", "alice", "node-1", "");
      var incident =
          new Incident(
              Incident.id(kind, profile),
              kind,
              Priority.Critical,
              Instant.now(),
              subject,
              kind.name(),
              "",
              "Ignored",
              "a \"quote\" \\ <!channel> {{ .Labels }} \u202e\n\u0000 \uD83D\uDC80");
      sink(profile).send(incident);
      told(incident);
    }
  }

  /** Exactly one, however often it came. */
  private static void told(Incident incident) {
    LiveCluster.waitUntil(() -> !oncall.told("plain", "incident", incident.id()).isEmpty());
    assertThat(plain.alerts("incident", incident.id()))
        .singleElement()
        .satisfies(
            alert ->
                assertThat(alert.at("/labels/alertname").asText())
                    .isEqualTo("CodeSession" + incident.kind()));
  }

  private static JsonNode onlyAlert(CodeSession session) {
    LiveCluster.waitUntil(() -> !plain.alerts("session_uid", uid(session)).isEmpty());
    var alerts = plain.alerts("session_uid", uid(session));
    assertThat(alerts).hasSize(1);
    return alerts.getFirst();
  }

  /** Alertmanager looks at its groups once a second. */
  private static Oncall.Told onlyTold(String receiver, CodeSession session) {
    LiveCluster.waitUntil(() -> !oncall.told(receiver, "session_uid", uid(session)).isEmpty());
    Awaitility.await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(6))
        .until(() -> oncall.told(receiver, "session_uid", uid(session)).size() == 1);
    var told = oncall.told(receiver, "session_uid", uid(session)).getFirst();
    assertThat(told.status()).isEqualTo("firing");
    return told;
  }

  /** As docs/alerts.md names them; what is empty is no label. */
  private static Map<String, String> labels(
      CodeSession session, CodeSessionStatus status, JsonNode alert) {
    var violation = status.violations().getFirst();
    var labels = new HashMap<String, String>();
    labels.put("alertname", "CodeSessionViolation");
    labels.put("severity", violation.priority().toLowerCase(Locale.ROOT));
    labels.put("incident", alert.at("/labels/incident").asText());
    labels.put("rule", violation.rule());
    labels.put("technique", violation.technique());
    labels.put("action", violation.action());
    labels.put("kind", "Violation");
    labels.put("cluster", "it");
    labels.put("namespace", cluster.namespace());
    labels.put("session", session.getMetadata().getName());
    labels.put("session_uid", uid(session));
    labels.put("class", "it-runc");
    labels.put("node", status.sandbox().node());
    if (status.sandbox().region() != null) {
      labels.put("region", status.sandbox().region());
    }
    assertThat(labels.get("incident")).matches("csi-[0-9a-f]{32}");
    return labels;
  }

  private static Map<String, String> texts(JsonNode object) {
    var texts = new HashMap<String, String>();
    object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  private static Instant time(JsonNode alert, String field) {
    return Instant.parse(alert.get(field).asText());
  }

  private static String settings() {
    return """
        {"cluster":"it","sinks":[
          {"name":"plain","type":"Alertmanager","url":"%s"},
          {"name":"lossy","type":"Alertmanager","url":"%s"},
          {"name":"sealed","type":"Alertmanager","url":"%s"}]}"""
        .formatted(plain.url(), oncall.lossy(plain), sealed.url());
  }

  /** The operator's own code, in this process. */
  private static Sink sink(String profile) {
    var settings =
        "{\"cluster\":\"it\",\"sinks\":[{\"name\":\"here\",\"type\":\"Alertmanager\",\"url\":\"%s\",\"profile\":\"%s\"}]}"
            .formatted(plain.url(), profile);
    return Sinks.of(AlertSettings.from(Map.of(ALERTS, settings)), InstantSource.system())
        .getFirst();
  }

  /** The operator's certificate is one that the Alertmanager of this folder knows. */
  private static void credentials(Path server) throws Exception {
    var own = Files.createDirectory(folder.resolve("operator"));
    Certificates.write(own, "EC", "codesession");
    Files.copy(own.resolve("tls.crt"), server.resolve("clients.crt"));
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(LiveCluster.OPERATOR_NAMESPACE)
                .withName(SECRET)
                .endMetadata()
                .addToStringData("ca.crt", Files.readString(server.resolve("tls.crt")))
                .addToStringData("tls.crt", Files.readString(own.resolve("tls.crt")))
                .addToStringData("tls.key", Files.readString(own.resolve("tls.key")))
                .build())
        .serverSideApply();
  }

  private static String uid(CodeSession session) {
    return session.getMetadata().getUid();
  }

  private static OperatorDeployment operator() {
    return new OperatorDeployment(cluster.client());
  }
}
