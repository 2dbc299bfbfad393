package dev.codesession.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/** Every object of every kind that the API server lists, searched for a word in any clothing. */
final class EverythingListed {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;

  EverythingListed(KubernetesClient client) {
    this.client = client;
  }

  /** Lists in which the word is, plain or in base64, of all that can be listed. */
  List<String> holding(String word) {
    var found = new ArrayList<String>();
    var needles = needles(word);
    for (String path : lists()) {
      var text = client.raw(path);
      if (text != null && needles.stream().anyMatch(text::contains)) {
        found.add(path);
      }
    }
    return found;
  }

  static boolean holds(String text, String word) {
    return needles(word).stream().anyMatch(text::contains);
  }

  /**
   * Base64 looks different at each of three offsets; its first and last characters depend on the
   * neighbours.
   */
  private static List<String> needles(String word) {
    var needles = new ArrayList<String>();
    needles.add(word);
    for (int offset = 0; offset < 3; offset++) {
      var padded = "x".repeat(offset) + word;
      var text = Base64.getEncoder().encodeToString(padded.getBytes(StandardCharsets.UTF_8));
      needles.add(text.substring(4, text.length() - 4));
    }
    return needles;
  }

  private List<String> lists() {
    for (int attempt = 0; attempt < 10; attempt++) {
      var paths = new ArrayList<String>();
      if (add(paths, "/api/v1")
          && StreamSupport.stream(get("/apis").get("groups").spliterator(), false)
              .allMatch(
                  group ->
                      add(paths, "/apis/" + group.at("/preferredVersion/groupVersion").asText()))) {
        return paths;
      }
      // A group went between the two questions (other tests remove their CRDs): what is now?
    }
    throw new IllegalStateException("the API server names groups that it does not have");
  }

  /** Whether the API server still has this version. */
  private boolean add(List<String> paths, String version) {
    var resources = get(version);
    if (resources.isMissingNode()) {
      return false;
    }
    resources
        .get("resources")
        .forEach(
            resource -> {
              var name = resource.get("name").asText();
              if (!name.contains("/") && resource.get("verbs").toString().contains("\"list\"")) {
                paths.add(version + "/" + name);
              }
            });
    return true;
  }

  /** Missing where the API server says 404. */
  private JsonNode get(String path) {
    var text = client.raw(path);
    try {
      return text == null ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
