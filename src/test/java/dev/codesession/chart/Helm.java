package dev.codesession.chart;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The helm binary: from the system property codesession.helm, the PATH, or the cache that
 * hack/cluster fills.
 */
record Helm(Path binary) {
  static final Path CHART = Path.of("helm/codesession");
  static final String DIGEST = "sha256:" + "0".repeat(64);
  static final String INTERPRETER = "interpreter.image=localhost/codesession/interpreter@" + DIGEST;

  record Answer(int exitCode, String output) {}

  /** Skips the test, visibly, where there is no helm. */
  static Helm find() {
    Optional<Path> found = candidates().filter(Files::isExecutable).findFirst();
    assumeTrue(
        found.isPresent(), "helm not found: run hack/cluster up once, or put helm on the PATH");
    return new Helm(found.orElseThrow());
  }

  private static Stream<Path> candidates() {
    Stream<Path> named = Stream.ofNullable(System.getProperty("codesession.helm")).map(Path::of);
    Stream<Path> path =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "helm"));
    String cache =
        System.getenv()
            .getOrDefault(
                "CODESESSION_CACHE", System.getProperty("user.home") + "/.cache/codesession");
    return Stream.of(
            named,
            path,
            folders(Path.of(cache, "localcluster")).map(folder -> folder.resolve("helm")))
        .flatMap(each -> each);
  }

  /** The newest first: the cache keeps a folder for each set of pins. */
  private static Stream<Path> folders(Path root) {
    File[] folders = root.toFile().listFiles(File::isDirectory);
    return folders == null
        ? Stream.empty()
        : Stream.of(folders)
            .sorted((a, b) -> Long.compare(b.lastModified(), a.lastModified()))
            .map(File::toPath);
  }

  /** What the chart renders to, in the namespace codesession-system under the name codesession. */
  List<GenericKubernetesResource> render(String... arguments) {
    Answer answer = template(arguments);
    if (answer.exitCode() != 0) {
      throw new AssertionError(answer.output());
    }
    return Stream.of(answer.output().split("(?m)^---$"))
        .filter(document -> document.contains("kind:"))
        .map(document -> Serialization.unmarshal(document, GenericKubernetesResource.class))
        .toList();
  }

  Answer template(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "template", "codesession", CHART.toString(), "--namespace", "codesession-system"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  Answer run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(arguments);
    try {
      Path output = Files.createTempFile("helm", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("helm did not answer within a minute: " + command);
        }
        return new Answer(process.exitValue(), Files.readString(output));
      } finally {
        Files.delete(output);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interruption);
    }
  }
}
