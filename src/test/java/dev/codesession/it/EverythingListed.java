package dev.codesession.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

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
    var paths = new ArrayList<String>();
    add(paths, "/api/v1");
    get("/apis")
        .get("groups")
        .forEach(
            group -> add(paths, "/apis/" + group.at("/preferredVersion/groupVersion").asText()));
    return paths;
  }

  private void add(List<String> paths, String version) {
    get(version)
        .get("resources")
        .forEach(
            resource -> {
              var name = resource.get("name").asText();
              if (!name.contains("/") && resource.get("verbs").toString().contains("\"list\"")) {
                paths.add(version + "/" + name);
              }
            });
  }

  private JsonNode get(String path) {
    try {
      return JSON.readTree(client.raw(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
