package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the guest must prove. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IsolationPolicy(
    @JsonPropertyDescription("NoInterface (default): no interface but lo. Unreachable: an interface may exist, but nothing can be reached.")
    @Nullable NetworkRequirement network,
    @JsonPropertyDescription("Dedicated (default): the guest's boot id differs from the node's. Any: no demand.")
    @Nullable KernelRequirement kernel,
    @JsonPropertyDescription("Features that must be in force for the code. Default: NoNewPrivileges, Seccomp, SocketFilter, NonDumpable.")
    List<ConfinementFeature> confinement)
{
  public IsolationPolicy {
    confinement = confinement == null ? List.of() : List.copyOf(confinement);
  }
}
