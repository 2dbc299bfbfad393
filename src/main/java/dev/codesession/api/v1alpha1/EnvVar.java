package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An environment variable of the program. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EnvVar(
    @JsonPropertyDescription(
            "Name: letters, digits and underscore, not starting with a digit, at most 128 characters. LD_* (they load code into every process) and names starting with KUBERNETES_ or WARDEN_ are refused; PATH may be set. No default.")
        @Required
        @Size(min = 1, max = 128)
        @Pattern("^[A-Za-z_][A-Za-z0-9_]{0,127}$")
        @ValidationRule(
            value =
                "!self.startsWith('LD_') && !self.startsWith('KUBERNETES_') && !self.startsWith('WARDEN_')",
            message = "names that start with LD_, KUBERNETES_ or WARDEN_ are reserved",
            messageExpression =
                "'name ' + self + ' is reserved: names that start with LD_, KUBERNETES_ or WARDEN_ are refused'")
        String name,
    @JsonPropertyDescription("Value, at most 32768 characters, no NUL character. Default: empty.")
        @Size(max = 32768)
        @ValidationRule(
            value = "!self.contains('\\u0000')",
            message = "the value contains a NUL character")
        @Nullable String value) {}
