package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the code is watched while it runs. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MonitoringPolicy(
    @JsonPropertyDescription(
            "Terminate: each rule has its own action, and those that terminate end the session at once as PolicyViolation. Record: no rule ends a session; violations are in its status. Default: Terminate.")
        @Default("Terminate")
        @Nullable ViolationAction onViolation,
    @JsonPropertyDescription(
            "Other actions for single rules, at most 128, each rule once. They hold whatever onViolation says. Default: none.")
        @Size(max = 128)
        List<RuleOverride> rules,
    @JsonPropertyDescription(
            "Files and folders that the code may not touch, beside those of the rules: absolute paths without . and .. parts, at most 64 of at most 255 characters. Default: none.")
        @Size(max = 64)
        @ValidationRule(
            value =
                "self.all(p, p.startsWith('/') && p.size() > 1 && p.size() <= 255 && !p.contains('//') && !p.endsWith('/') && !p.split('/').exists(s, s == '.' || s == '..'))",
            message =
                "restrictedPaths must be absolute, at most 255 characters, without empty, . and .. parts")
        List<String> restrictedPaths) {
  public MonitoringPolicy {
    rules = rules == null ? List.of() : List.copyOf(rules);
    restrictedPaths = restrictedPaths == null ? List.of() : List.copyOf(restrictedPaths);
  }
}
