package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The administrator's contract. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "(has(self.allowTags) && self.allowTags) || self.languages.all(l, l.image.matches('@sha256:[0-9a-f]{64}$'))",
    message =
        "every image must be named by digest (name@sha256:<64 hex digits>) unless allowTags is true",
    messageExpression =
        "'image %s of language %s must be named by digest (name@sha256:<64 hex digits>) unless allowTags is true'.format([self.languages.filter(l, !l.image.matches('@sha256:[0-9a-f]{64}$'))[0].image, self.languages.filter(l, !l.image.matches('@sha256:[0-9a-f]{64}$'))[0].name])",
    fieldPath = ".languages")
public record SessionClassSpec(
    @JsonPropertyDescription(
            "RuntimeClass of every session of this class, for example kata-qemu or kata-clh, 1 to 253 characters. The class is not Ready while that RuntimeClass does not exist. No default.")
        @Required
        @Size(min = 1, max = 253)
        String runtimeClassName,
    @JsonPropertyDescription(
            "The languages a session may name, 1 to 32, each name once. No default.")
        @Required
        @Size(min = 1, max = 32)
        List<Language> languages,
    @JsonPropertyDescription("Defaults and ceilings of the limits of a session. No default.")
        @Required
        ClassLimits limits,
    @JsonPropertyDescription(
            "What the guest must prove before it gets any code. Default: the strictest, see its fields.")
        @Nullable IsolationPolicy isolation,
    @JsonPropertyDescription("Where sessions may run. Default: anywhere.")
        @Nullable ResidencyPolicy residency,
    @JsonPropertyDescription("How long finished sessions are kept. Default: 1h, at most 24h.")
        @Nullable RetentionPolicy retention,
    @JsonPropertyDescription(
            "What the sessions of one namespace may hold at once. Default: see its fields.")
        @Nullable NamespaceQuota quota,
    @JsonPropertyDescription(
            "Whether images may be named by tag instead of digest; for development only, since nobody can tell afterwards what ran. Default: false.")
        @Nullable Boolean allowTags,
    @JsonPropertyDescription(
            "Where scratch lies: Memory dies with the VM and never touches a disk; Disk is the node's. Default: Memory.")
        @Default("Memory")
        @Nullable ScratchMedium scratchMedium,
    @JsonPropertyDescription(
            "How long a pod may take from creation to a good proof before the session ends as StartFailed. Duration such as 2m, more than 0s and at most 24h. Default: 2m.")
        @Size(min = 2, max = 16)
        @Pattern(Rules.DURATION)
        @ValidationRule(
            value = Rules.UP_TO_A_DAY,
            message = Rules.UP_TO_A_DAY_TEXT,
            messageExpression = Rules.UP_TO_A_DAY_MESSAGE)
        @Default("2m")
        @Nullable String startDeadline,
    @JsonPropertyDescription(
            "How many times the CPU of a node may be promised to sandboxes: each requests its CPU limit divided by this. 1 to 100, default 1: the node really has what the limit says. Memory is never promised twice.")
        @Min(1)
        @Max(100)
        @Nullable Integer cpuOvercommit,
    @JsonPropertyDescription(
            "How the code is watched while it runs. Default: every rule with its own action, see docs/rules.md.")
        @Nullable MonitoringPolicy monitoring,
    @JsonPropertyDescription(
            "What the scan of code, input files and artifacts leads to. Default: findings are recorded.")
        @Nullable ScanPolicy scan,
    @JsonPropertyDescription(
            "Whether the code may execute files that it wrote or brought along, such as compiled programs. Interpreters can run scripts either way. Default: false.")
        @Nullable Boolean executeScratch,
    @JsonPropertyDescription(
            "Whether the class is Ready without a canary having proven its isolation on any node; for development only. Each session must still prove itself. Default: false.")
        @Nullable Boolean insecureSkipCanary) {
  public SessionClassSpec {
    languages = languages == null ? List.of() : List.copyOf(languages);
  }
}
