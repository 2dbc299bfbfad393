package dev.codesession.admission;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.ConfinementFeature;
import dev.codesession.api.v1alpha1.IsolationPolicy;
import dev.codesession.api.v1alpha1.KernelRequirement;
import dev.codesession.api.v1alpha1.Language;
import dev.codesession.api.v1alpha1.NetworkRequirement;
import dev.codesession.api.v1alpha1.ScratchMedium;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.api.v1alpha1.SessionClassSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges a spec against its class. Nothing is silently clamped: what does not fit is refused with
 * the numbers.
 */
public final class Admission {
  /** Annotation on the class that sessions without a class name get. */
  public static final String DEFAULT_CLASS_ANNOTATION = "codesession.dev/is-default-class";

  static final Duration DEFAULT_START_DEADLINE = Duration.ofMinutes(2);
  static final Duration DEFAULT_QUEUE_TIMEOUT = Duration.ofMinutes(5);
  static final Duration DEFAULT_TTL = Duration.ofHours(1);
  static final Duration DEFAULT_MAX_TTL = Duration.ofHours(24);

  /** Node label that shows the region where the class names none. */
  public static final String DEFAULT_REGION_LABEL =
      "node-restriction.kubernetes.io/codesession-region";

  private Admission() {}

  /** The one answer for this session and these classes. */
  public static Verdict judge(CodeSession session, Collection<SessionClass> classes) {
    var abridged = session.abridged();
    return abridged == null
        ? judge(session.getSpec(), classes)
        : judge(session.getSpec(), abridged.refusal(), classes);
  }

  /** The same for a spec that is whole. */
  public static Verdict judge(@Nullable CodeSessionSpec spec, Collection<SessionClass> classes) {
    return judge(spec, spec == null ? null : refusal(spec), classes);
  }

  /** What is wrong with the inputs in any class. */
  public static @Nullable String refusal(CodeSessionSpec spec) {
    try {
      InputChecks.check(spec);
      return null;
    } catch (Refusal refusal) {
      return refusal.getMessage();
    }
  }

  private static Verdict judge(
      @Nullable CodeSessionSpec spec, @Nullable String inputs, Collection<SessionClass> classes) {
    try {
      if (spec == null) {
        throw Refusal.of("spec", "is missing");
      }
      var chosen = choose(spec, classes);
      if (inputs != null) {
        return new Verdict.Refused(inputs);
      }
      return new Verdict.Accepted(plan(spec, chosen.getMetadata().getName(), chosen.getSpec()));
    } catch (Refusal refusal) {
      return new Verdict.Refused(Objects.requireNonNull(refusal.getMessage()));
    }
  }

  private static SessionClass choose(CodeSessionSpec spec, Collection<SessionClass> classes) {
    String name = spec.className();
    if (name != null && !name.isEmpty()) {
      return classes.stream()
          .filter(c -> name.equals(c.getMetadata().getName()))
          .findFirst()
          .orElseThrow(
              () -> Refusal.of("spec.className", "there is no SessionClass \"" + name + "\""));
    }
    var defaults = classes.stream().filter(Admission::isDefault).toList();
    return switch (defaults.size()) {
      case 1 -> defaults.getFirst();
      case 0 ->
          throw Refusal.of(
              "spec.className",
              "is empty and no SessionClass is annotated " + DEFAULT_CLASS_ANNOTATION + "=true");
      default ->
          throw Refusal.of(
              "spec.className",
              "is empty and several SessionClasses are annotated as default: "
                  + defaults.stream()
                      .map(c -> c.getMetadata().getName())
                      .sorted()
                      .collect(Collectors.joining(", ")));
    };
  }

  /** Whether sessions that name no class get this one. */
  public static boolean isDefault(SessionClass candidate) {
    var annotations = candidate.getMetadata().getAnnotations();
    return annotations != null && "true".equals(annotations.get(DEFAULT_CLASS_ANNOTATION));
  }

  private static Plan plan(
      CodeSessionSpec spec, String className, @Nullable SessionClassSpec rules) {
    if (rules == null) {
      throw Refusal.of("spec.className", "SessionClass \"" + className + "\" has no spec");
    }
    var retention = rules.retention();
    var ttl =
        within(
            "spec.ttlAfterFinished",
            spec.ttlAfterFinished(),
            retention == null ? null : retention.defaultTtl(),
            DEFAULT_TTL,
            retention == null ? null : retention.maxTtl(),
            DEFAULT_MAX_TTL);
    return new Plan(
        className,
        rules.runtimeClassName(),
        language(spec, rules),
        LimitCheck.effective(spec.limits(), rules.limits()),
        isolation(rules.isolation()),
        Objects.requireNonNullElse(rules.scratchMedium(), ScratchMedium.Memory),
        regionLabel(rules),
        regions(spec, rules),
        durationOr("startDeadline of the class", rules.startDeadline(), DEFAULT_START_DEADLINE),
        durationOr("spec.queueTimeout", spec.queueTimeout(), DEFAULT_QUEUE_TIMEOUT),
        ttl,
        Objects.requireNonNullElse(rules.cpuOvercommit(), 1),
        Oversight.of(rules),
        rules,
        null);
  }

  private static Language language(CodeSessionSpec spec, SessionClassSpec rules) {
    return rules.languages().stream()
        .filter(l -> l.name().equals(spec.language()))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.of(
                    "spec.language",
                    "\""
                        + spec.language()
                        + "\" is not offered; the class has "
                        + rules.languages().stream()
                            .map(Language::name)
                            .sorted()
                            .collect(Collectors.joining(", "))));
  }

  private static IsolationPolicy isolation(@Nullable IsolationPolicy policy) {
    var strict =
        List.of(
            ConfinementFeature.NoNewPrivileges,
            ConfinementFeature.Seccomp,
            ConfinementFeature.SocketFilter,
            ConfinementFeature.NonDumpable);
    if (policy == null) {
      return new IsolationPolicy(
          NetworkRequirement.NoInterface, KernelRequirement.Dedicated, strict);
    }
    return new IsolationPolicy(
        Objects.requireNonNullElse(policy.network(), NetworkRequirement.NoInterface),
        Objects.requireNonNullElse(policy.kernel(), KernelRequirement.Dedicated),
        policy.confinement().isEmpty() ? strict : policy.confinement());
  }

  private static String regionLabel(SessionClassSpec rules) {
    var residency = rules.residency();
    var label = residency == null ? null : residency.nodeLabel();
    return label == null || label.isEmpty() ? DEFAULT_REGION_LABEL : label;
  }

  private static List<String> regions(CodeSessionSpec spec, SessionClassSpec rules) {
    List<String> allowed = rules.residency() == null ? List.of() : rules.residency().regions();
    List<String> asked = spec.residency() == null ? List.of() : spec.residency().regions();
    for (String region : asked) {
      if (!allowed.isEmpty() && !allowed.contains(region)) {
        throw Refusal.of(
            "spec.residency.regions",
            "\"" + region + "\" is not allowed; the class allows " + String.join(", ", allowed));
      }
    }
    return asked.isEmpty() ? allowed : asked;
  }

  private static Duration within(
      String path,
      @Nullable String asked,
      @Nullable String classDefault,
      Duration fallback,
      @Nullable String classMax,
      Duration maxFallback) {
    var max = durationOr("retention.maxTtl of the class", classMax, maxFallback);
    var byClass = durationOr("retention.defaultTtl of the class", classDefault, fallback);
    if (asked == null) {
      return byClass.compareTo(max) > 0 ? max : byClass;
    }
    var value = durationOr(path, asked, fallback);
    if (value.compareTo(max) > 0) {
      throw Refusal.of(
          path, asked + " is above the ceiling of the class, " + Durations.format(max));
    }
    return value;
  }

  private static Duration durationOr(String path, @Nullable String text, Duration fallback) {
    return text == null || text.isEmpty() ? fallback : LimitCheck.duration(path, text);
  }
}
