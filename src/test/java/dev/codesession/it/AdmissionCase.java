package dev.codesession.it;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the matrix.
 *
 * @param who a role of {@link AdmissionStage}
 * @param what in words
 * @param call method and path; {@code $namespace}, {@code $pod}, {@code $session}, {@code $node}
 *     and {@code $plain} are filled in
 * @param like the object of the stage that is sent, if any
 * @param with a merge patch over it, or the body itself
 * @param apply whether the body is sent as a server-side apply
 * @param verdict {@code allowed}, {@code rbac}, or the policy that refuses, several joined by "or"
 */
record AdmissionCase(
    String who,
    String what,
    String call,
    @Nullable String like,
    @JsonProperty("with") JsonNode with,
    boolean apply,
    String verdict) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  AdmissionCase {
    with = with == null ? MissingNode.getInstance() : with;
  }

  static List<AdmissionCase> all() {
    try (var rows = AdmissionCase.class.getResourceAsStream("/admission/matrix.yaml")) {
      return YAML.readValue(rows, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static AdmissionCase named(String what) {
    return all().stream().filter(row -> row.what().equals(what)).findFirst().orElseThrow();
  }

  String method() {
    return call.substring(0, call.indexOf(' '));
  }

  String path() {
    return call.substring(call.indexOf(' ') + 1);
  }

  List<String> policies() {
    return List.of(verdict.split(" or "));
  }

  @Override
  public String toString() {
    return who + ": " + what + " → " + verdict;
  }

  /** What the API server said. */
  record Answer(int status, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError(body, e);
      }
    }
  }
}
