package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** One run of untrusted code in a fresh, single-use VM; the result comes back in its status. */
@Group("codesession.dev")
@Version("v1alpha1")
@Kind("CodeSession")
@Plural("codesessions")
@ShortNames("csess")
@JsonClassDescription(
    "One run of untrusted code in a fresh, single-use VM without a network. Create it, wait for the condition Finished, read the result from its status.")
@AdditionalPrinterColumn(
    name = "Class",
    jsonPath = ".spec.className",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Language",
    jsonPath = ".spec.language",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Phase",
    jsonPath = ".status.phase",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Outcome",
    jsonPath = ".status.outcome.reason",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Exit",
    jsonPath = ".status.outcome.exitCode",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Duration",
    jsonPath = ".status.usage.wallTime",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@ValidationRule(
    value =
        "!has(oldSelf.status) || !has(oldSelf.status.phase) || oldSelf.status.phase != 'Finished' || (has(self.spec.cancel) && self.spec.cancel) == (has(oldSelf.spec.cancel) && oldSelf.spec.cancel)",
    message = "the session is Finished, there is nothing left to cancel",
    fieldPath = ".spec.cancel")
public final class CodeSession extends CustomResource<CodeSessionSpec, CodeSessionStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @JsonIgnore private transient @Nullable Abridged abridged;

  /** Null for a session that is whole, as every client but the operator's has it. */
  @JsonIgnore
  public @Nullable Abridged abridged() {
    return abridged;
  }

  /** Says that this object holds less than the API server does. */
  public void abridge(@Nullable Abridged without) {
    abridged = without;
  }
}
