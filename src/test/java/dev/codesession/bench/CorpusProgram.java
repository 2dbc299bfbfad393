package dev.codesession.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One file of src/test/corpus, described by the comment lines it begins with. */
record CorpusProgram(
    String name,
    boolean hostile,
    String family,
    CorpusVerdict expected,
    List<String> needs,
    String stdin,
    int exit,
    Map<String, Long> limits,
    String source) {

  static List<CorpusProgram> all(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".md"))
          .sorted()
          .map(file -> parse(folder.relativize(file).toString(), text(file)))
          .toList();
    }
  }

  /** Reads the header: comment lines "word: text" up to the first line that is none. */
  static CorpusProgram parse(String name, String text) {
    var header = new HashMap<String, String>();
    for (var line : text.lines().toList()) {
      var comment = line.replaceFirst("^(#|//) ", "");
      int colon = comment.indexOf(": ");
      if (comment.equals(line) || colon < 0) {
        break;
      }
      header.put(comment.substring(0, colon), comment.substring(colon + 2));
    }
    var parts = name.split("/", -1);
    if (parts.length != 3 || !header.containsKey("expect")) {
      throw new IllegalArgumentException(name + " does not say what is expected of it");
    }
    return new CorpusProgram(
        name,
        parts[0].equals("hostile"),
        parts[1],
        CorpusVerdict.parse(header.get("expect")),
        header.containsKey("needs") ? List.of(header.get("needs").split(" ", -1)) : List.of(),
        header.getOrDefault("stdin", "").replace("\\n", "\n"),
        Integer.parseInt(header.getOrDefault("exit", "0")),
        limits(header.getOrDefault("limits", "")),
        text);
  }

  private static Map<String, Long> limits(String text) {
    var limits = new HashMap<String, Long>();
    for (var limit : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      int equals = limit.indexOf('=');
      limits.put(limit.substring(0, equals), Long.valueOf(limit.substring(equals + 1)));
    }
    return Map.copyOf(limits);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean compiled() {
    return name.endsWith(".c");
  }

  String language() {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "py" -> "python";
      case "js" -> "javascript";
      case "sh", "c" -> "bash";
      default -> throw new IllegalArgumentException(name + " is in no language of the corpus");
    };
  }

  CorpusProgram expecting(CorpusVerdict other) {
    return new CorpusProgram(name, hostile, family, other, needs, stdin, exit, limits, source);
  }
}
