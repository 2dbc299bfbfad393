package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The images as they were built: nobody's file is setuid, nothing is there that the bill does not
 * name, the operator has no shell, what runs is not root.
 */
final class ImagesIT {
  @ParameterizedTest
  @ValueSource(strings = {"operator", "interpreter"})
  void holdsWhatIsSaidOfIt(String image) throws IOException, InterruptedException {
    assumeTrue(
        Files.exists(Path.of("target/images/" + image + ".tar")),
        "no image was built here: the cluster under test has its own");
    var output = Files.createTempFile("verify", ".log");
    int code =
        new ProcessBuilder("src/test/images/verify", image)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    assertThat(code).as(Files.readString(output, StandardCharsets.UTF_8)).isZero();
  }
}
