package dev.codesession.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The YAML files in src/test/resources/api. */
final class Samples {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "."), "src/test/resources/api");

  private Samples() {}

  static List<Sample> valid() throws IOException {
    return read("valid");
  }

  /** The first line of each is a comment: a part of the message that refuses it. */
  static List<Sample> invalid() throws IOException {
    return read("invalid");
  }

  private static List<Sample> read(String folder) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files.sorted().map(Sample::of).toList();
    }
  }

  record Sample(String name, String yaml) {
    private static Sample of(Path file) {
      try {
        return new Sample(file.getFileName().toString(), Files.readString(file));
      } catch (IOException e) {
        throw new IllegalStateException("cannot read " + file, e);
      }
    }

    String expectedMessage() {
      return yaml.lines().findFirst().orElseThrow().substring("# ".length());
    }

    boolean isSession() {
      return yaml.contains("kind: CodeSession\n");
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
