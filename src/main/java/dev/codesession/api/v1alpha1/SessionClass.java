package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * What an administrator allows: runtime, languages, limits, isolation that must be proven,
 * retention. Cluster-scoped.
 */
@Group("codesession.dev")
@Version("v1alpha1")
@Kind("SessionClass")
@Plural("sessionclasses")
@ShortNames("csclass")
@JsonClassDescription(
    "What an administrator allows: runtime, languages, limits, the isolation that must be proven, retention. Cluster-scoped; the class annotated codesession.dev/is-default-class=true serves sessions that name none.")
@AdditionalPrinterColumn(
    name = "Runtime",
    jsonPath = ".spec.runtimeClassName",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class SessionClass extends CustomResource<SessionClassSpec, SessionClassStatus> {
  private static final long serialVersionUID = 1L;
}
