package dev.codesession.api.v1alpha1;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What an administrator allows: runtime, languages, limits, isolation that must be proven, retention. Cluster-scoped. */
@Group("codesession.dev")
@Version("v1alpha1")
@Kind("SessionClass")
@Plural("sessionclasses")
@ShortNames("csclass")
public final class SessionClass extends CustomResource<SessionClassSpec, SessionClassStatus> {
  private static final long serialVersionUID = 1L;
}
