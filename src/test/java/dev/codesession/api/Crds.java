package dev.codesession.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.SessionClass;
import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The CRDs as the records make them. */
final class Crds {
  static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER));
  private static final String HEADER =
      "# Generated from the records in src/main/java/dev/codesession/api; do not edit. To write it anew: "
          + CrdFreshnessTest.COMMAND
          + "\n";

  private Crds() {}

  /** File name to content. */
  static SortedMap<String, String> files() {
    var files = new TreeMap<String, String>();
    definitions().forEach((name, definition) -> files.put(name + "-v1.yaml", write(definition)));
    return files;
  }

  /** CRD name to its tree, after {@link SchemaAdditions}. */
  static SortedMap<String, ObjectNode> definitions() {
    var output = new MemoryOutput();
    new CRDGenerator()
        .customResourceClasses(CodeSession.class, SessionClass.class)
        .forCRDVersions("v1")
        .withOutput(output)
        .generate();
    var definitions = new TreeMap<String, ObjectNode>();
    for (var bytes : output.streams.values()) {
      var tree = (ObjectNode) withoutFractions(read(bytes.toByteArray()));
      SchemaAdditions.apply(tree);
      definitions.put(tree.at("/metadata/name").asText(), tree);
    }
    return definitions;
  }

  /** The schema of the only version. */
  static ObjectNode schema(JsonNode definition) {
    return (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema");
  }

  /** The generator's model has minimum and maximum as double, which prints 1 as 1.0. */
  private static JsonNode withoutFractions(JsonNode node) {
    if (node.isDouble() && node.doubleValue() == node.longValue()) {
      return LongNode.valueOf(node.longValue());
    }
    if (node.isObject()) {
      var copy = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(e -> copy.set(e.getKey(), withoutFractions(e.getValue())));
      return copy;
    }
    if (node.isArray()) {
      var copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> copy.add(withoutFractions(item)));
      return copy;
    }
    return node;
  }

  private static JsonNode read(byte[] yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(JsonNode definition) {
    try {
      return HEADER + YAML.writeValueAsString(definition);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class MemoryOutput implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    private final Map<String, ByteArrayOutputStream> streams = new TreeMap<>();

    @Override
    public ByteArrayOutputStream outputFor(String crdName) {
      return streams.computeIfAbsent(crdName, name -> new ByteArrayOutputStream());
    }

    @Override
    public void close() {
      // nothing to release
    }
  }
}
