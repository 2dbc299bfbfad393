package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the guest must prove. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IsolationPolicy(
    @JsonPropertyDescription(
            "NoInterface: no network interface but lo. Unreachable: an interface may exist, but nothing can be reached through it. Default: NoInterface.")
        @Default("NoInterface")
        @Nullable NetworkRequirement network,
    @JsonPropertyDescription(
            "Dedicated: the guest's kernel is its own, shown by a boot id that differs from the node's. Any: no demand, for development. Default: Dedicated.")
        @Default("Dedicated")
        @Nullable KernelRequirement kernel,
    @JsonPropertyDescription(
            "Features that must be in force for the code, each once, at least one; docs/protocol.md says how each is established. Default: NoNewPrivileges, Seccomp, SocketFilter, NonDumpable.")
        @Size(min = 1, max = 16)
        List<ConfinementFeature> confinement,
    @JsonPropertyDescription(
            "How long the proof of a canary on a node counts before another one is asked for. Duration such as 6h, more than 0s and at most 720h. Default: 6h.")
        @Size(min = 2, max = 16)
        @Pattern(Rules.DURATION)
        @ValidationRule(
            value = Rules.UP_TO_A_MONTH,
            message = Rules.UP_TO_A_MONTH_TEXT,
            messageExpression = Rules.UP_TO_A_MONTH_MESSAGE)
        @Nullable String canaryInterval) {
  public IsolationPolicy {
    confinement = confinement == null ? List.of() : known(confinement);
  }

  /** With the default interval. */
  public IsolationPolicy(
      @Nullable NetworkRequirement network,
      @Nullable KernelRequirement kernel,
      List<ConfinementFeature> confinement) {
    this(network, kernel, confinement, null);
  }

  /**
   * A demand of a newer version that this one does not know is read as the strictest one it knows.
   */
  private static List<ConfinementFeature> known(List<ConfinementFeature> demanded) {
    return demanded.stream().anyMatch(Objects::isNull)
        ? List.of(ConfinementFeature.values())
        : List.copyOf(demanded);
  }
}
