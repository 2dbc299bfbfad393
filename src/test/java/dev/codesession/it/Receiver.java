package dev.codesession.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A pod that takes alerts in four forms, traces and logs, and writes them into its log. */
final class Receiver {
  static final List<String> SINKS = List.of("alertmanager", "cloudevents", "falco", "syslog");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ID = Pattern.compile("csi-[0-9a-f]{32}");
  private static final String NAME = "alert-receiver";

  private final LiveCluster cluster;
  private final String address;

  /** One delivery: to which sink, when, under which id, and all of it. */
  record Taken(String sink, double at, String id, String body) {}

  private Receiver(LiveCluster cluster, String address) {
    this.cluster = cluster;
    this.address = address;
  }

  static Receiver start(LiveCluster cluster) {
    var pods = cluster.client().pods().inNamespace(cluster.namespace());
    pods.resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(NAME)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(0L)
                .addNewContainer()
                .withName("receiver")
                .withImage(LiveCluster.image())
                .withCommand("python3", "-c", script())
                .endContainer()
                .endSpec()
                .build())
        .create();
    var pod =
        pods.withName(NAME)
            .waitUntilCondition(
                p ->
                    p != null
                        && p.getStatus().getPodIP() != null
                        && "Running".equals(p.getStatus().getPhase()),
                60,
                TimeUnit.SECONDS);
    var receiver = new Receiver(cluster, pod.getStatus().getPodIP());
    LiveCluster.waitUntil(
        () -> {
          receiver.mode("ok");
          return true;
        });
    return receiver;
  }

  private static String script() {
    try (var in = Receiver.class.getResourceAsStream("/it/receiver.py")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings of an operator that reports here. */
  String settings() {
    return """
        {"cluster":"it","sinks":[
          {"name":"alertmanager","type":"Alertmanager","url":"http://%1$s:8080/alertmanager","timeout":"20s"},
          {"name":"cloudevents","type":"CloudEvents","url":"http://%1$s:8080/cloudevents","timeout":"20s"},
          {"name":"falco","type":"Falco","url":"http://%1$s:8080/falco","timeout":"20s"},
          {"name":"syslog","type":"Syslog","url":"tcp://%1$s:6514","timeout":"20s"}]}"""
        .formatted(address);
  }

  /** For an operator that sends traces or its audit trail here. */
  String collector() {
    return "http://" + address + ":8080";
  }

  /** What came by OTLP. */
  List<Span> spans() {
    return requests("traces", ExportTraceServiceRequest.parser())
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  /** Bodies of the log records that came by OTLP. */
  List<String> lines() {
    return requests("logs", ExportLogsServiceRequest.parser())
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .map(line -> line.getBody().getStringValue())
        .toList();
  }

  private <T> Stream<T> requests(String kind, Parser<T> parser) {
    return log()
        .filter(line -> line.get("sink").asText().equals(kind))
        .map(line -> Base64.getDecoder().decode(line.get("body").asText()))
        .map(
            body -> {
              try {
                return parser.parseFrom(body);
              } catch (InvalidProtocolBufferException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private Stream<JsonNode> log() {
    return cluster
        .client()
        .pods()
        .inNamespace(cluster.namespace())
        .withName(NAME)
        .getLog()
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(Receiver::parse);
  }

  /** ok, down or hang; over the API server, which is the one thing that reaches every pod. */
  void mode(String mode) {
    cluster
        .client()
        .raw(
            "/api/v1/namespaces/%s/pods/%s:8080/proxy/control?%s"
                .formatted(cluster.namespace(), NAME, mode));
  }

  /** What was taken about one session. */
  List<Taken> taken(String sessionUid) {
    var taken = new ArrayList<Taken>();
    log()
        .filter(line -> line.get("body").asText().contains(sessionUid))
        .forEach(
            line -> {
              var body = line.get("body").asText();
              var id = ID.matcher(body);
              taken.add(
                  new Taken(
                      line.get("sink").asText(),
                      line.get("at").asDouble(),
                      id.find() ? id.group() : "none",
                      body));
            });
    return taken;
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
