package dev.codesession.admission;

import dev.codesession.api.v1alpha1.RuleAction;
import dev.codesession.api.v1alpha1.ScanMode;
import dev.codesession.api.v1alpha1.SessionClassSpec;
import dev.codesession.api.v1alpha1.ViolationAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How the code of a session is watched and scanned: every choice made.
 *
 * @param rules actions of single rules, by name, beside the general one
 * @param restrictedPaths absolute, beside those of the rules
 * @param threshold score from which content is malicious
 * @param executeScratch whether the code may execute what it wrote
 */
public record Oversight(
    ViolationAction onViolation,
    Map<String, RuleAction> rules,
    List<String> restrictedPaths,
    ScanMode scan,
    int threshold,
    boolean executeScratch) {
  static final int DEFAULT_THRESHOLD = 100;

  public Oversight {
    rules = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    restrictedPaths = List.copyOf(restrictedPaths);
  }

  /** What the class says; a word of a newer version is read as the stricter one. */
  static Oversight of(SessionClassSpec spec) {
    var monitoring = spec.monitoring();
    var scan = spec.scan();
    var rules = new LinkedHashMap<String, RuleAction>();
    if (monitoring != null) {
      monitoring
          .rules()
          .forEach(
              rule ->
                  rules.put(
                      rule.name(),
                      Objects.requireNonNullElse(rule.action(), RuleAction.Terminate)));
    }
    return new Oversight(
        monitoring == null
            ? ViolationAction.Terminate
            : Objects.requireNonNullElse(monitoring.onViolation(), ViolationAction.Terminate),
        rules,
        monitoring == null ? List.of() : monitoring.restrictedPaths(),
        scan == null ? ScanMode.Record : Objects.requireNonNullElse(scan.mode(), ScanMode.Block),
        scan == null
            ? DEFAULT_THRESHOLD
            : Objects.requireNonNullElse(scan.threshold(), DEFAULT_THRESHOLD),
        Boolean.TRUE.equals(spec.executeScratch()));
  }
}
