package dev.codesession.it;

import dev.codesession.api.v1alpha1.ArtifactSelection;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.Limits;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;

/** Sessions of the tests. */
final class Sessions {
  /**
   * Counts its own starts in the sandbox, where a second start of the same pod would be seen, and
   * then takes its time.
   */
  static final String COUNTING =
      """
      import os, time
      with open('/work/starts', 'a') as f: f.write('x')
      print('starts=%d' % os.path.getsize('/work/starts'), flush=True)
      time.sleep(float(os.environ.get('SLEEP', '4')))
      print('done', flush=True)
      """;

  private Sessions() {}

  /** {@link #COUNTING}, but sleeping for so many seconds. */
  static String counting(int seconds) {
    return COUNTING.replace("'SLEEP', '4'", "'SLEEP', '%d'".formatted(seconds));
  }

  static CodeSession python(String className, String code) {
    return of(className, "python", code, null, List.of());
  }

  static CodeSession python(String className, String code, Limits limits) {
    return of(className, "python", code, limits, List.of());
  }

  static CodeSession queuedFor(String className, String code, String queueTimeout) {
    return of(
        new CodeSessionSpec(
            className,
            "python",
            code,
            List.of(),
            List.of(),
            null,
            List.of(),
            null,
            null,
            null,
            queueTimeout,
            null,
            null));
  }

  static CodeSession of(
      String className, String language, String code, Limits limits, List<String> artifacts) {
    return of(
        new CodeSessionSpec(
            className,
            language,
            code,
            List.of(),
            List.of(),
            null,
            List.of(),
            limits,
            artifacts.isEmpty() ? null : new ArtifactSelection(artifacts),
            null,
            null,
            null,
            null));
  }

  static CodeSession of(CodeSessionSpec spec) {
    var session = new CodeSession();
    session.setMetadata(new ObjectMetaBuilder().withGenerateName("s-").build());
    session.setSpec(spec);
    return session;
  }

  static Limits wallTime(String wallTime) {
    return new Limits(wallTime, null, null, null, null, null, null);
  }

  static Limits cpuTime(String cpuTime) {
    return new Limits(null, cpuTime, null, null, null, null, null);
  }

  static Limits memory(String memory) {
    return new Limits(null, null, null, new Quantity(memory), null, null, null);
  }

  static Limits disk(String disk) {
    return new Limits(null, null, null, null, new Quantity(disk), null, null);
  }

  static Limits processes(int processes) {
    return new Limits(null, null, null, null, null, processes, null);
  }

  static Limits output(String output) {
    return new Limits(null, null, null, null, null, null, new Quantity(output));
  }
}
