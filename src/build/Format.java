import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or rewrites the layout of every Java file below a folder. Run by the build with the JDK 25
 * toolchain, because a formatter inside Maven's own JVM 17 cannot parse what JDK 25 allows.
 */
final class Format {
  private static final Formatter FORMATTER =
      new Formatter(
          JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build());

  public static void main(String[] args) throws IOException {
    boolean write = args[0].equals("write");
    List<String> wrong = new ArrayList<>();
    for (Path file : javaFiles(Path.of(args[1]))) {
      try {
        if (differs(file, write)) {
          wrong.add(file.toString());
        }
      } catch (FormatterException e) {
        wrong.add(file + ": " + e.getMessage());
      }
    }
    wrong.forEach(file -> System.out.println((write ? "formatted " : "not formatted: ") + file));
    if (!write && !wrong.isEmpty()) {
      System.out.println(
          wrong.size()
              + " files are not in google-java-format; to rewrite them: mvn -q -Pformat process-sources");
      System.exit(1);
    }
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static boolean differs(Path file, boolean write) throws IOException, FormatterException {
    String before = Files.readString(file);
    String after =
        FORMATTER.formatSource(
            RemoveUnusedImports.removeUnusedImports(
                ImportOrderer.reorderImports(before, JavaFormatterOptions.Style.GOOGLE)));
    if (before.equals(after)) {
      return false;
    }
    if (write) {
      Files.writeString(file, after);
    }
    return true;
  }
}
