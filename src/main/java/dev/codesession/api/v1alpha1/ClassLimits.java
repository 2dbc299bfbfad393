package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** Defaults and ceilings. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!self.defaults.wallTime.matches('"
            + Rules.DURATION
            + "') || !self.max.wallTime.matches('"
            + Rules.DURATION
            + "') || duration(self.defaults.wallTime) <= duration(self.max.wallTime)",
    message = "the default wallTime is above the ceiling max.wallTime",
    messageExpression =
        "'default wallTime %s is above the ceiling %s of max.wallTime'.format([self.defaults.wallTime, self.max.wallTime])",
    fieldPath = ".defaults.wallTime")
@ValidationRule(
    value =
        "!self.defaults.cpuTime.matches('"
            + Rules.DURATION
            + "') || !self.max.cpuTime.matches('"
            + Rules.DURATION
            + "') || duration(self.defaults.cpuTime) <= duration(self.max.cpuTime)",
    message = "the default cpuTime is above the ceiling max.cpuTime",
    messageExpression =
        "'default cpuTime %s is above the ceiling %s of max.cpuTime'.format([self.defaults.cpuTime, self.max.cpuTime])",
    fieldPath = ".defaults.cpuTime")
@ValidationRule(
    value =
        "!isQuantity(string(self.defaults.cpu)) || !isQuantity(string(self.max.cpu)) || quantity(string(self.defaults.cpu)).compareTo(quantity(string(self.max.cpu))) <= 0",
    message = "the default cpu is above the ceiling max.cpu",
    messageExpression =
        "'default cpu %s is above the ceiling %s of max.cpu'.format([self.defaults.cpu, self.max.cpu])",
    fieldPath = ".defaults.cpu")
@ValidationRule(
    value =
        "!isQuantity(string(self.defaults.memory)) || !isQuantity(string(self.max.memory)) || quantity(string(self.defaults.memory)).compareTo(quantity(string(self.max.memory))) <= 0",
    message = "the default memory is above the ceiling max.memory",
    messageExpression =
        "'default memory %s is above the ceiling %s of max.memory'.format([self.defaults.memory, self.max.memory])",
    fieldPath = ".defaults.memory")
@ValidationRule(
    value =
        "!isQuantity(string(self.defaults.disk)) || !isQuantity(string(self.max.disk)) || quantity(string(self.defaults.disk)).compareTo(quantity(string(self.max.disk))) <= 0",
    message = "the default disk is above the ceiling max.disk",
    messageExpression =
        "'default disk %s is above the ceiling %s of max.disk'.format([self.defaults.disk, self.max.disk])",
    fieldPath = ".defaults.disk")
@ValidationRule(
    value = "self.defaults.processes <= self.max.processes",
    message = "the default processes is above the ceiling max.processes",
    messageExpression =
        "'default processes %s is above the ceiling %s of max.processes'.format([self.defaults.processes, self.max.processes])",
    fieldPath = ".defaults.processes")
@ValidationRule(
    value =
        "!isQuantity(string(self.defaults.output)) || !isQuantity(string(self.max.output)) || quantity(string(self.defaults.output)).compareTo(quantity(string(self.max.output))) <= 0",
    message = "the default output is above the ceiling max.output",
    messageExpression =
        "'default output %s is above the ceiling %s of max.output'.format([self.defaults.output, self.max.output])",
    fieldPath = ".defaults.output")
public record ClassLimits(
    @JsonPropertyDescription(
            "Used where a session says nothing. Every field is required, and none may be above the same field of max.")
        @Required
        Limits defaults,
    @JsonPropertyDescription(
            "The most a session may ask for; a session that asks for more is Rejected. Every field is required.")
        @Required
        Limits max) {}
