package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** An environment variable of the program. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EnvVar(
    @JsonPropertyDescription("Name: letters, digits and underscore, not starting with a digit; LD_* and names starting with KUBERNETES_ or WARDEN_ are refused.")
    @Required
    @Pattern("^[A-Za-z_][A-Za-z0-9_]{0,127}$")
    String name,
    @JsonPropertyDescription("Value, at most 32768 characters. Default: empty.")
    @Size(max = 32768)
    @Nullable String value)
{
}
