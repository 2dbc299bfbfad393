package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The administrator's contract. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SessionClassSpec(
    @JsonPropertyDescription("RuntimeClass of every session of this class, for example kata-qemu or kata-clh.")
    @Required
    @Size(min = 1, max = 253)
    String runtimeClassName,
    @JsonPropertyDescription("The languages a session may name. At least one.")
    @Required
    @Size(min = 1, max = 32)
    List<Language> languages,
    @JsonPropertyDescription("Defaults and ceilings.")
    @Required
    ClassLimits limits,
    @JsonPropertyDescription("What the guest must prove before it gets any code.")
    @Nullable IsolationPolicy isolation,
    @JsonPropertyDescription("Where sessions may run.")
    @Nullable ResidencyPolicy residency,
    @JsonPropertyDescription("How long finished sessions are kept.")
    @Nullable RetentionPolicy retention,
    @JsonPropertyDescription("What the sessions of one namespace may hold at once.")
    @Nullable NamespaceQuota quota,
    @JsonPropertyDescription("Whether images may be named by tag instead of digest; for development only. Default false.")
    @Nullable Boolean allowTags,
    @JsonPropertyDescription("Memory (default; dies with the VM and never touches a disk) or Disk.")
    @Nullable ScratchMedium scratchMedium,
    @JsonPropertyDescription("How long a pod may take from creation to a good proof. Duration. Default 2m.")
    @Pattern("^([0-9]+(ms|s|m|h))+$")
    @Nullable String startDeadline,
    @JsonPropertyDescription("How many times the CPU of a node may be promised to sandboxes: each requests its CPU limit divided by this. 1 to 100, default 1: the node really has what the limit says. Memory is never promised twice.")
    @Min(1)
    @Max(100)
    @Nullable Integer cpuOvercommit)
{
  public SessionClassSpec {
    languages = languages == null ? List.of() : List.copyOf(languages);
  }
}
