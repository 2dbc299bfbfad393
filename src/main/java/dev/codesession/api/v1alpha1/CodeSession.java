package dev.codesession.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One run of untrusted code in a fresh, single-use VM; the result comes back in its status. */
@Group("codesession.dev")
@Version("v1alpha1")
@Kind("CodeSession")
@Plural("codesessions")
@ShortNames("csess")
public final class CodeSession extends CustomResource<CodeSessionSpec, CodeSessionStatus> implements Namespaced {
  private static final long serialVersionUID = 1L;
}
