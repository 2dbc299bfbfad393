package dev.codesession.cluster;

import dev.codesession.admission.Admission;
import dev.codesession.api.v1alpha1.Abridged;
import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.EnvVar;
import dev.codesession.api.v1alpha1.InputFile;
import dev.codesession.api.v1alpha1.StreamStatus;
import dev.codesession.session.Erasure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stays of a session in memory. A tenant may keep thousands of sessions of a megabyte each,
 * waiting or finished; here they would end the operator of all tenants. Inputs are needed twice, to
 * be handed over and to be booked; results not any more, once the end of the VM is recorded. Who
 * needs them later asks {@link Originals}.
 */
public final class Abridgement {
  /** In characters. Most sessions are below it, and cost no read more. */
  static final int LIGHT = 8 << 10;

  private Abridgement() {}

  /** The same object, without its bulk. */
  public static CodeSession of(CodeSession session) {
    var spec = session.getSpec();
    var status = session.getStatus();
    boolean inputs = spec != null && weight(spec) > LIGHT;
    boolean results = status != null && isDestroyed(status) && weight(status) > LIGHT;
    if (inputs || results) {
      session.abridge(
          new Abridged(
              spec == null ? null : Admission.refusal(spec),
              results
                  ? new Abridged.Results(Erasure.hasText(status), Erasure.hasArtifacts(status))
                  : null));
      session.setSpec(spec == null ? null : without(spec));
      session.setStatus(results ? Erasure.of(status, true, true) : status);
    }
    return session;
  }

  private static boolean isDestroyed(CodeSessionStatus status) {
    return status.destruction() != null && status.destruction().confirmed() != null;
  }

  private static long weight(CodeSessionSpec spec) {
    long weight = length(spec.code()) + length(spec.stdin());
    for (InputFile file : spec.files()) {
      weight += length(file.path()) + length(file.text()) + length(file.base64());
    }
    for (String argument : spec.args()) {
      weight += argument.length();
    }
    for (EnvVar variable : spec.env()) {
      weight += length(variable.name()) + length(variable.value());
    }
    return weight;
  }

  private static long weight(CodeSessionStatus status) {
    long weight = weight(status.stdout()) + weight(status.stderr());
    for (ArtifactStatus artifact : status.artifacts()) {
      weight += length(artifact.data());
    }
    for (var violation : status.violations()) {
      weight += length(violation.attempted());
    }
    return weight;
  }

  private static long weight(@Nullable StreamStatus stream) {
    return stream == null ? 0 : length(stream.head()) + length(stream.tail());
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private static CodeSessionSpec without(CodeSessionSpec spec) {
    return new CodeSessionSpec(
        spec.className(),
        spec.language(),
        "",
        List.of(),
        List.of(),
        null,
        List.of(),
        spec.limits(),
        spec.artifacts(),
        spec.residency(),
        spec.queueTimeout(),
        spec.ttlAfterFinished(),
        spec.cancel());
  }
}
