package dev.codesession.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A verb on a kind of object, as RBAC grants it and as the audit log shows its use. */
record Right(String verb, String group, String resource) implements Comparable<Right> {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Right of(String verb, String groupAndResource) {
    int slash = groupAndResource.indexOf(':');
    return new Right(
        verb, groupAndResource.substring(0, slash), groupAndResource.substring(slash + 1));
  }

  static Set<Right> granted(Collection<PolicyRule> rules) {
    var rights = new TreeSet<Right>();
    for (PolicyRule rule : rules) {
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          rule.getVerbs().forEach(verb -> rights.add(new Right(verb, group, resource)));
        }
      }
    }
    return rights;
  }

  /** What a user has asked for since then, by the decision of the authorizer. */
  static Set<Right> asked(String user, Instant since, boolean forbidden) {
    var log =
        Path.of(
            Objects.requireNonNull(
                System.getenv("CODESESSION_TEST_AUDIT_LOG"),
                "CODESESSION_TEST_AUDIT_LOG is not set"));
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(user))
          .map(Right::parse)
          .filter(event -> user.equals(event.at("/user/username").asText()))
          // Somebody in whose name the administrator spoke is not the operator's code.
          .filter(event -> !event.has("impersonatedUser"))
          .filter(event -> !at(event).isBefore(since))
          .filter(event -> forbidden == decision(event).equals("forbid"))
          .map(Right::right)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Right right(JsonNode event) {
    var reference = event.path("objectRef");
    var subresource = reference.path("subresource").asText();
    return new Right(
        event.path("verb").asText(),
        reference.path("apiGroup").asText(),
        reference.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource));
  }

  private static Instant at(JsonNode event) {
    return Instant.parse(event.path("requestReceivedTimestamp").asText());
  }

  private static String decision(JsonNode event) {
    return event.at("/annotations/authorization.k8s.io~1decision").asText();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      // The last line may be half written.
      return JSON.createObjectNode();
    }
  }

  @Override
  public int compareTo(Right other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return verb + " " + group + ":" + resource;
  }
}
