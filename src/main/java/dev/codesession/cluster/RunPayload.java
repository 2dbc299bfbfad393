package dev.codesession.cluster;

import dev.codesession.admission.Oversight;
import dev.codesession.admission.Plan;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.EnvVar;
import dev.codesession.api.v1alpha1.InputFile;
import dev.codesession.guest.OperatorFrame;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/** The RUN frame of a session: the only form in which code ever leaves the operator. */
final class RunPayload {
  /** Bytes of each stream that come back from its beginning and from its end. */
  static final int CAPTURE = 16_384;

  private static final int MAX_ARTIFACTS = 32;

  /** A Secret holds 1 MiB. */
  private static final int MAX_ARTIFACT_BYTES = 1_000_000;

  private RunPayload() {}

  /**
   * @param spec of a session that is whole
   */
  static OperatorFrame.Run of(CodeSessionSpec spec, Plan plan) {
    var env = new LinkedHashMap<String, String>();
    for (EnvVar variable : spec.env()) {
      env.put(variable.name(), Objects.requireNonNullElse(variable.value(), ""));
    }
    var limits = plan.limits();
    List<String> globs = spec.artifacts() == null ? List.of() : spec.artifacts().paths();
    return new OperatorFrame.Run(
        1,
        spec.language(),
        plan.language().fileName(),
        spec.code(),
        plan.language().command(),
        spec.args(),
        Objects.requireNonNullElse(spec.stdin(), ""),
        env,
        spec.files().stream().map(RunPayload::file).toList(),
        new OperatorFrame.RunLimits(
            limits.wallTime().toMillis(),
            limits.cpuTime().toMillis(),
            limits.memory(),
            limits.disk(),
            limits.processes(),
            limits.output()),
        new OperatorFrame.Capture(CAPTURE, CAPTURE),
        new OperatorFrame.ArtifactRequest(
            globs, MAX_ARTIFACTS, MAX_ARTIFACT_BYTES, MAX_ARTIFACT_BYTES),
        monitoring(plan.oversight()),
        new OperatorFrame.Scan(plan.oversight().scan().name(), plan.oversight().threshold()),
        plan.oversight().executeScratch());
  }

  private static OperatorFrame.Monitoring monitoring(Oversight oversight) {
    var rules = new LinkedHashMap<String, String>();
    oversight.rules().forEach((name, action) -> rules.put(name, action.name()));
    return new OperatorFrame.Monitoring(
        oversight.onViolation().name(), rules, oversight.restrictedPaths());
  }

  private static OperatorFrame.RunFile file(InputFile file) {
    var data =
        file.base64() != null
            ? file.base64()
            : Base64.getEncoder()
                .encodeToString(
                    Objects.requireNonNullElse(file.text(), "").getBytes(StandardCharsets.UTF_8));
    return new OperatorFrame.RunFile(file.path(), data);
  }
}
