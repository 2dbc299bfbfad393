package dev.codesession.audit;

import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.DestructionStatus;
import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import dev.codesession.api.v1alpha1.SandboxStatus;
import dev.codesession.api.v1alpha1.ScanStatus;
import dev.codesession.api.v1alpha1.StreamStatus;
import dev.codesession.api.v1alpha1.TimelineStatus;
import dev.codesession.api.v1alpha1.UsageStatus;
import dev.codesession.api.v1alpha1.ViolationStatus;
import dev.codesession.audit.AuditRecords.Facts;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parts of a status, without any text of the guest. */
final class StatusFacts {
  /** A guest names the signal; what is no name of one is left out. */
  private static final Pattern SIGNAL = Pattern.compile("SIG[A-Z0-9+-]{1,16}");

  private StatusFacts() {}

  static Map<String, Object> placement(@Nullable SandboxStatus s) {
    return s == null
        ? Map.of()
        : new Facts()
            .put("pod", s.podName())
            .put("podUid", s.podUid())
            .put("node", s.node())
            .put("runtimeClass", s.runtimeClassName())
            .put("image", s.image())
            .put("imageDigest", s.imageDigest())
            .put("policy", s.policy())
            .put("regions", s.regions())
            .put("region", s.region())
            .put("regionAtEnd", s.regionAtEnd())
            .map();
  }

  static Map<String, Object> limits(@Nullable SandboxStatus s) {
    var limits = s == null ? null : s.limits();
    return limits == null
        ? Map.of()
        : new Facts()
            .put("wallTime", limits.wallTime())
            .put("cpuTime", limits.cpuTime())
            .put("cpu", text(limits.cpu()))
            .put("memory", text(limits.memory()))
            .put("disk", text(limits.disk()))
            .put("processes", limits.processes())
            .put("output", text(limits.output()))
            .map();
  }

  private static @Nullable String text(@Nullable Quantity quantity) {
    return quantity == null ? null : quantity.toString();
  }

  /** What was checked and whether it passed; a finding may quote the guest. */
  static Map<String, Object> proof(@Nullable IsolationStatus isolation) {
    return isolation == null
        ? Map.of()
        : new Facts()
            .put("proven", isolation.proven())
            .put(
                "checks",
                isolation.checks().stream()
                    .map(
                        c ->
                            new Facts()
                                .put("name", c.name())
                                .put("passed", c.passed())
                                .put("required", c.required())
                                .map())
                    .toList())
            .map();
  }

  static Map<String, Object> outcome(@Nullable OutcomeStatus o) {
    return o == null
        ? Map.of()
        : new Facts()
            .put("reason", o.reason() == null ? null : o.reason().name())
            .put("blame", o.blame() == null ? null : o.blame().name())
            .put("exitCode", o.exitCode())
            .put(
                "signal",
                o.signal() != null && SIGNAL.matcher(o.signal()).matches() ? o.signal() : null)
            .put("codeStarted", o.codeStarted())
            .put("retrySafe", o.retrySafe())
            .map();
  }

  static Map<String, Object> stream(@Nullable StreamStatus s) {
    return s == null
        ? Map.of()
        : new Facts()
            .put("bytes", s.bytes())
            .put("sha256", s.sha256())
            .put("truncated", s.truncated())
            .map();
  }

  static Map<String, Object> artifact(ArtifactStatus a) {
    return new Facts()
        .put("path", Facts.digest(a.path()))
        .put("bytes", a.bytes())
        .put("sha256", a.sha256())
        .map();
  }

  static Map<String, Object> violation(ViolationStatus v) {
    return new Facts()
        .put("rule", v.rule())
        .put("technique", v.technique())
        .put("priority", v.priority())
        .put("action", v.action())
        .put("count", v.count())
        .put("time", v.time())
        .put("attempted", Facts.digest(v.attempted()))
        .map();
  }

  static Map<String, Object> scan(@Nullable ScanStatus s) {
    return s == null
        ? Map.of()
        : new Facts()
            .put("verdict", s.verdict())
            .put("score", s.score())
            .put("rules", s.matches().stream().map(m -> m.rule()).toList())
            .map();
  }

  static Map<String, Object> usage(@Nullable UsageStatus u) {
    return u == null
        ? Map.of()
        : new Facts()
            .put("wallMillis", u.wallMillis())
            .put("cpuMillis", u.cpuMillis())
            .put("peakMemoryBytes", u.peakMemoryBytes())
            .put("diskBytes", u.diskBytes())
            .put("processes", u.processes())
            .map();
  }

  static Map<String, Object> timeline(@Nullable TimelineStatus t) {
    return t == null
        ? Map.of()
        : new Facts()
            .put("accepted", t.accepted())
            .put("created", t.created())
            .put("booted", t.booted())
            .put("proven", t.proven())
            .put("started", t.started())
            .put("ended", t.ended())
            .put("recorded", t.recorded())
            .put("destroyed", t.destroyed())
            .map();
  }

  static Map<String, Object> destruction(@Nullable DestructionStatus d) {
    return d == null
        ? Map.of()
        : new Facts()
            .put("requested", d.requested())
            .put("confirmed", d.confirmed())
            .put("how", d.how())
            .map();
  }
}
