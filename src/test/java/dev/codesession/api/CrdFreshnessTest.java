package dev.codesession.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed CRDs are what the records make; the chart ships the same. */
class CrdFreshnessTest {
  static final String COMMAND = "mvn -q test -Dtest=CrdFreshnessTest -Dcrds.write=true";

  @ParameterizedTest
  @ValueSource(strings = {"crds", "helm/codesession/crds"})
  void theCommittedFilesAreWhatTheRecordsMake(String folder) throws IOException {
    var target = Path.of(System.getProperty("basedir", "."), folder);
    var made = Crds.files();
    if (Boolean.getBoolean("crds.write")) {
      Files.createDirectories(target);
      for (var file : made.entrySet()) {
        Files.writeString(target.resolve(file.getKey()), file.getValue());
      }
    }
    for (var file : made.entrySet()) {
      assertThat(target.resolve(file.getKey()))
          .as("stale or missing; write it anew with: %s", COMMAND)
          .isRegularFile()
          .content()
          .isEqualTo(file.getValue());
    }
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("CRDs that no record makes")
          .containsExactlyInAnyOrderElementsOf(made.keySet());
    }
  }
}
