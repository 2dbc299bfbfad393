package dev.codesession.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Fields of one JSON object of the settings; every complaint names field, value and limit. */
record SettingFields(String path, JsonNode object) {
  private static final Pattern SECONDS = Pattern.compile("([1-9][0-9]{0,2})s");

  void only(String... allowed) {
    var known = new TreeSet<>(Set.of(allowed));
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw new IllegalArgumentException(
                    path + "." + name + ": is not known; there are " + known);
              }
            });
  }

  List<SettingFields> list(String name) {
    var node = object.path(name);
    if (!node.isArray() && !node.isMissingNode()) {
      throw wrong(name, "must be a list");
    }
    var fields = new java.util.ArrayList<SettingFields>();
    for (int i = 0; i < node.size(); i++) {
      if (!node.get(i).isObject()) {
        throw wrong(name + "[" + i + "]", "must be an object");
      }
      fields.add(new SettingFields(path + "." + name + "[" + i + "]", node.get(i)));
    }
    return fields;
  }

  String text(String name) {
    var node = object.path(name);
    if (node.isTextual() && !node.textValue().isBlank()) {
      return node.textValue().strip();
    }
    throw wrong(name, "must be a text, and is needed");
  }

  String text(String name, String fallback) {
    var node = object.path(name);
    return node.isMissingNode() || (node.isTextual() && node.textValue().isBlank())
        ? fallback
        : text(name);
  }

  String match(String name, String fallback, String pattern) {
    var value = text(name, fallback);
    if (!value.matches(pattern)) {
      throw wrong(name, "\"" + value + "\" must match " + pattern);
    }
    return value;
  }

  <E extends Enum<E>> E word(String name, Class<E> words, String fallback) {
    var value = text(name, fallback);
    return Arrays.stream(words.getEnumConstants())
        .filter(e -> e.name().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    name, "\"" + value + "\" must be one of " + List.of(words.getEnumConstants())));
  }

  Duration seconds(String name, String fallback, int most) {
    var value = text(name, fallback);
    var matcher = SECONDS.matcher(value);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > most) {
      throw wrong(name, "\"" + value + "\" must be from 1s to " + most + "s");
    }
    return Duration.ofSeconds(Integer.parseInt(matcher.group(1)));
  }

  IllegalArgumentException wrong(String name, String what) {
    return new IllegalArgumentException(path + "." + name + ": " + what);
  }
}
