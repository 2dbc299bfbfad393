package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A command of {@code hack/} as an administrator of the cluster under test calls it. */
final class AdministratorScript {
  private final String command;

  AdministratorScript(String command) {
    this.command = command;
  }

  record Answer(int exitCode, String text) {}

  Answer call(String... arguments) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of(command));
    words.addAll(List.of(arguments));
    var output = Files.createTempFile("script", ".txt");
    try {
      var builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
      var kubeconfig = Path.of(System.getenv("CODESESSION_TEST_KUBECONFIG"));
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      builder.environment().merge("PATH", kubectl(), (path, own) -> own + ":" + path);
      var process = builder.start();
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
      return new Answer(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  /** Beside the helm that the tests of the chart use. */
  private static String kubectl() throws IOException {
    var cache =
        Path.of(
            Objects.requireNonNullElse(
                System.getenv("CODESESSION_CACHE"),
                System.getProperty("user.home") + "/.cache/codesession"),
            "localcluster");
    if (!Files.isDirectory(cache)) {
      return "/usr/local/bin";
    }
    try (var folders = Files.list(cache)) {
      return folders
          .filter(f -> Files.isExecutable(f.resolve("kubectl")))
          .map(Path::toString)
          .findFirst()
          .orElse("/usr/local/bin");
    }
  }
}
