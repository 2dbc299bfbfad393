package dev.codesession.robustness;

import dev.codesession.api.v1alpha1.ArtifactSelection;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.Limits;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Random;

/**
 * Sessions of the histories. Each counts its starts in the sandbox, where a second one would be
 * seen, and says whose it is.
 */
final class Shapes {
  private static final String COUNTED = "echo >> starts; echo nonce=%s starts=$(wc -l < starts)\n";

  private Shapes() {}

  static CodeSession counting(String name) {
    return of(name, "");
  }

  /** Runs for so long after it has said whose it is. */
  static CodeSession lasting(String name, int seconds) {
    return of(name, "sleep " + seconds);
  }

  static CodeSession random(String name, Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> of(name, "exit 3");
      case 1 -> of(name, "kill -SEGV $$");
      case 2, 3 -> of(name, "sleep " + random.nextInt(1, 4));
      case 4 -> limited(name, "sleep 60", "1s", null);
      case 5 -> of(name, "head -c 300000 /dev/zero | tr '\\0' x; echo");
      case 6 -> of(name, "head -c 3000000 /dev/zero | tr '\\0' x; echo");
      case 7 -> of(name, null, "bash", "echo hello > out.txt", null, List.of("out.txt"), null);
      case 8 -> invalid(name, random);
      default -> counting(name);
    };
  }

  /** With a wall-time limit that is soon over. */
  static CodeSession impatient(String name) {
    return limited(name, "", "3s", null);
  }

  /** Waits for its turn however long the others take. */
  static CodeSession patient(String name) {
    return of(name, null, "bash", "", null, List.of(), "1h");
  }

  /** Of a megabyte. */
  static CodeSession heavy(String name) {
    return of(name, null, "bash", "# " + "x".repeat(1_000_000), null, List.of(), "1h");
  }

  private static CodeSession invalid(String name, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> of(name, "no-such-class", "bash", "", null, List.of(), null);
      case 1 -> of(name, null, "cobol", "", null, List.of(), null);
      default -> limited(name, "", "9m", "3Ti");
    };
  }

  private static CodeSession limited(String name, String more, String wallTime, String memory) {
    var limits =
        new Limits(
            wallTime, null, null, memory == null ? null : new Quantity(memory), null, null, null);
    return of(name, null, "bash", more, limits, List.of(), null);
  }

  private static CodeSession of(String name, String more) {
    return of(name, null, "bash", more, null, List.of(), null);
  }

  private static CodeSession of(
      String name,
      String className,
      String language,
      String more,
      Limits limits,
      List<String> artifacts,
      String queueTimeout) {
    var session = new CodeSession();
    session.setMetadata(new ObjectMetaBuilder().withName(name).build());
    session.setSpec(
        new CodeSessionSpec(
            className,
            language,
            COUNTED.formatted(name) + more,
            List.of(),
            List.of(),
            null,
            List.of(),
            limits,
            artifacts.isEmpty() ? null : new ArtifactSelection(artifacts),
            null,
            queueTimeout,
            null,
            null));
    return session;
  }
}
