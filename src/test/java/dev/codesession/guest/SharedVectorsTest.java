package dev.codesession.guest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codesession.guest.Reading.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SharedVectorsTest {
  private final FrameReader reader = Warden.ofVectors().reader();

  @TestFactory
  Stream<DynamicTest> whatAGuestSaysIsUnderstood() {
    return each(
        Vectors.accepted("G2O"),
        vector -> {
          var reading = reader.read(Vectors.line(vector));
          assertThat(reading).isInstanceOf(Reading.Accepted.class);
          var accepted = (Reading.Accepted) reading;
          assertThat(accepted.sequence()).isEqualTo(vector.get("seq").longValue());
          assertThat(word(accepted.frame())).isEqualTo(vector.get("type").textValue());
        });
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotFromTheGuestIsDroppedForTheRightReason() {
    return each(
        Vectors.dropped("G2O"),
        vector ->
            assertThat(reader.read(Vectors.line(vector)))
                .isEqualTo(new Reading.Dropped(Reason.valueOf(vector.get("reason").textValue()))));
  }

  @TestFactory
  Stream<DynamicTest> whatTheOperatorSaysIsWrittenByteForByte() {
    return each(
        Vectors.accepted("O2G"),
        vector -> {
          var line =
              frame(vector)
                  .encode(
                      Vectors.KEY, Vectors.SESSION, Vectors.ATTEMPT, vector.get("seq").longValue());
          assertThat(new String(line, StandardCharsets.UTF_8))
              .isEqualTo(vector.get("line").textValue() + "\n");
        });
  }

  @TestFactory
  Stream<DynamicTest> theOperatorDoesNotListenToOperators() {
    return each(
        Vectors.accepted("O2G"),
        vector ->
            assertThat(reader.read(Vectors.line(vector)))
                .isEqualTo(new Reading.Dropped(Reason.UnknownType)));
  }

  private static String word(GuestFrame frame) {
    return switch (frame) {
      case GuestFrame.Proof ignored -> "PROOF";
      case GuestFrame.Started ignored -> "STARTED";
      case GuestFrame.Pong ignored -> "PONG";
      case GuestFrame.Violated ignored -> "VIOLATION";
      case GuestFrame.Results ignored -> "RESULT";
      case GuestFrame.Summary ignored -> "SUMMARY";
    };
  }

  private static OperatorFrame frame(JsonNode vector) {
    var json = vector.get("json");
    return switch (vector.get("type").textValue()) {
      case "HELLO" ->
          new OperatorFrame.Hello(
              json.get("session").textValue(),
              json.get("attempt").intValue(),
              SealKey.of(Base64.getDecoder().decode(json.get("key").textValue())),
              json.get("nonce").textValue(),
              Duration.ofMillis(json.get("idleMillis").longValue()),
              Duration.ofMillis(json.get("lingerMillis").longValue()),
              stream(json.get("probes"))
                  .map(
                      p ->
                          new OperatorFrame.Probe(
                              p.get("name").textValue(), p.get("address").textValue()))
                  .toList(),
              Duration.ofMillis(json.get("probeTimeoutMillis").longValue()));
      case "RUN" -> run(json);
      case "PING" -> new OperatorFrame.Ping(json.get("n").longValue());
      case "CANCEL" -> new OperatorFrame.Cancel();
      case "BYE" -> new OperatorFrame.Bye();
      default -> throw new AssertionError(vector);
    };
  }

  private static OperatorFrame run(JsonNode json) {
    var env = new LinkedHashMap<String, String>();
    json.get("env")
        .properties()
        .forEach(variable -> env.put(variable.getKey(), variable.getValue().textValue()));
    var limits = json.get("limits");
    var artifacts = json.get("artifacts");
    return new OperatorFrame.Run(
        json.get("run").intValue(),
        json.get("language").textValue(),
        json.get("file").textValue(),
        json.get("code").textValue(),
        texts(json.get("command")),
        texts(json.get("args")),
        json.get("stdin").textValue(),
        env,
        stream(json.get("files"))
            .map(
                f ->
                    new OperatorFrame.RunFile(f.get("path").textValue(), f.get("data").textValue()))
            .toList(),
        new OperatorFrame.RunLimits(
            limits.get("wallMillis").longValue(),
            limits.get("cpuMillis").longValue(),
            limits.get("memoryBytes").longValue(),
            limits.get("diskBytes").longValue(),
            limits.get("processes").intValue(),
            limits.get("outputBytes").longValue()),
        new OperatorFrame.Capture(
            json.get("capture").get("headBytes").intValue(),
            json.get("capture").get("tailBytes").intValue()),
        new OperatorFrame.ArtifactRequest(
            texts(artifacts.get("paths")),
            artifacts.get("maxCount").intValue(),
            artifacts.get("maxFileBytes").intValue(),
            artifacts.get("maxTotalBytes").intValue()),
        new OperatorFrame.Monitoring(
            json.get("monitoring").get("onViolation").textValue(),
            Map.of(),
            texts(json.get("monitoring").get("restrictedPaths"))),
        new OperatorFrame.Scan(
            json.get("scan").get("mode").textValue(), json.get("scan").get("threshold").intValue()),
        json.get("executeScratch").booleanValue());
  }

  private static List<String> texts(JsonNode array) {
    return stream(array).map(JsonNode::textValue).toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    var nodes = new ArrayList<JsonNode>();
    array.forEach(nodes::add);
    return nodes.stream();
  }

  private interface Check {
    void on(JsonNode vector);
  }

  private static Stream<DynamicTest> each(List<JsonNode> vectors, Check check) {
    assertThat(vectors).isNotEmpty();
    return vectors.stream()
        .map(v -> DynamicTest.dynamicTest(v.get("name").textValue(), () -> check.on(v)));
  }
}
