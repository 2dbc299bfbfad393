package dev.codesession.it;

import dev.codesession.api.v1alpha1.ClassLimits;
import dev.codesession.api.v1alpha1.ConfinementFeature;
import dev.codesession.api.v1alpha1.IsolationPolicy;
import dev.codesession.api.v1alpha1.KernelRequirement;
import dev.codesession.api.v1alpha1.Language;
import dev.codesession.api.v1alpha1.Limits;
import dev.codesession.api.v1alpha1.MonitoringPolicy;
import dev.codesession.api.v1alpha1.NamespaceQuota;
import dev.codesession.api.v1alpha1.NetworkRequirement;
import dev.codesession.api.v1alpha1.ResidencyPolicy;
import dev.codesession.api.v1alpha1.RetentionPolicy;
import dev.codesession.api.v1alpha1.ScanPolicy;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.api.v1alpha1.SessionClassSpec;
import dev.codesession.api.v1alpha1.ViolationAction;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classes of the tests: one per runtime, with what that runtime can prove. */
final class TestClasses {
  private TestClasses() {}

  static String name(String runtime) {
    return "it-" + runtime;
  }

  static SessionClass of(String runtime, String image) {
    return of(name(runtime), runtime, image, isolation(runtime), null, null);
  }

  static SessionClass named(String name, String runtime) {
    return of(name, runtime, LiveCluster.image(), isolation(runtime), null, null);
  }

  /** Also for a runtime whose canary fails. */
  static SessionClass withCanary(String name, String runtime, String image) {
    return skippingCanary(of(name, runtime, image, isolation(runtime), null, null), null);
  }

  static SessionClass residing(SessionClass anywhere, ResidencyPolicy residency) {
    var s = anywhere.getSpec();
    return with(
        anywhere, residency, s.retention(), s.monitoring(), s.scan(), s.insecureSkipCanary());
  }

  /** For sessions that are to fail by themselves, which a canary would not let them come to. */
  static SessionClass skippingCanary(SessionClass sessionClass) {
    return skippingCanary(sessionClass, true);
  }

  private static SessionClass skippingCanary(SessionClass tried, @Nullable Boolean skip) {
    var s = tried.getSpec();
    return with(tried, s.residency(), s.retention(), s.monitoring(), s.scan(), skip);
  }

  static SessionClass of(
      String name,
      String runtime,
      String image,
      IsolationPolicy isolation,
      @Nullable NamespaceQuota quota,
      @Nullable String startDeadline) {
    return of(name, runtime, image, isolation, quota, startDeadline, "2");
  }

  static SessionClass withCpuCeiling(String name, String runtime, String image, String cpu) {
    return of(name, runtime, image, isolation(runtime), null, null, cpu);
  }

  /** On runc, with a retention of its own. */
  static SessionClass keeping(String name, String image, RetentionPolicy retention) {
    var made = of(name, "runc", image, isolation("runc"), null, null);
    var s = made.getSpec();
    return with(made, s.residency(), retention, s.monitoring(), s.scan(), s.insecureSkipCanary());
  }

  /** On runc, where everything can be watched. */
  static SessionClass watching(
      String name, String image, ViolationAction onViolation, @Nullable ScanPolicy scan) {
    var made = of(name, "runc", image, isolation("runc"), null, null);
    var s = made.getSpec();
    return with(
        made,
        s.residency(),
        s.retention(),
        new MonitoringPolicy(onViolation, List.of(), List.of()),
        scan,
        s.insecureSkipCanary());
  }

  /** The same class with these parts. */
  private static SessionClass with(
      SessionClass made,
      @Nullable ResidencyPolicy residency,
      @Nullable RetentionPolicy retention,
      @Nullable MonitoringPolicy monitoring,
      @Nullable ScanPolicy scan,
      @Nullable Boolean skipCanary) {
    var s = made.getSpec();
    made.setSpec(
        new SessionClassSpec(
            s.runtimeClassName(),
            s.languages(),
            s.limits(),
            s.isolation(),
            residency,
            retention,
            s.quota(),
            s.allowTags(),
            s.scratchMedium(),
            s.startDeadline(),
            s.cpuOvercommit(),
            monitoring,
            scan,
            s.executeScratch(),
            skipCanary));
    return made;
  }

  private static SessionClass of(
      String name,
      String runtime,
      String image,
      IsolationPolicy isolation,
      @Nullable NamespaceQuota quota,
      @Nullable String startDeadline,
      String maxCpu) {
    var spec =
        new SessionClassSpec(
            runtime,
            List.of(
                new Language("python", image, "main.py", List.of("python3", "main.py"), null),
                new Language("bash", image, "main.sh", List.of("bash", "main.sh"), null),
                new Language("javascript", image, "main.js", List.of("node", "main.js"), null)),
            new ClassLimits(
                limits("30s", "30s", "1", "512Mi", "64Mi", 64, "1Mi"),
                limits("5m", "5m", maxCpu, "2Gi", "512Mi", 512, "16Mi")),
            isolation,
            null,
            null,
            quota,
            null,
            null,
            startDeadline,
            // two cores must do for all sessions of the tests
            20,
            null,
            null,
            null,
            // what has a network fails its canary, as it should
            runtime.endsWith("-net") ? Boolean.TRUE : null);
    var sessionClass = new SessionClass();
    sessionClass.setMetadata(new ObjectMetaBuilder().withName(name).build());
    sessionClass.setSpec(spec);
    return sessionClass;
  }

  /**
   * runc shares the node's kernel, gVisor has no Landlock: each class demands all that its runtime
   * has.
   */
  static IsolationPolicy isolation(String runtime) {
    return runtime.startsWith("gvisor")
        ? new IsolationPolicy(
            NetworkRequirement.NoInterface,
            KernelRequirement.Dedicated,
            List.of(
                ConfinementFeature.NoNewPrivileges,
                ConfinementFeature.Seccomp,
                ConfinementFeature.SocketFilter,
                ConfinementFeature.NonDumpable))
        : new IsolationPolicy(
            NetworkRequirement.NoInterface,
            KernelRequirement.Any,
            List.of(ConfinementFeature.values()));
  }

  private static Limits limits(
      String wall,
      String cpuTime,
      String cpu,
      String memory,
      String disk,
      int processes,
      String output) {
    return new Limits(
        wall,
        cpuTime,
        new Quantity(cpu),
        new Quantity(memory),
        new Quantity(disk),
        processes,
        new Quantity(output));
  }
}
