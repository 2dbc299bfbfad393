package dev.codesession.blueprint;

import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files of a result that are too big for the status; owned by the session, immutable, gone with it.
 */
public final class ArtifactSecret {
  private ArtifactSecret() {}

  /** The manifest. */
  public static Secret of(CodeSession session, List<ArtifactStatus> artifacts) {
    var data = new LinkedHashMap<String, String>();
    for (int i = 0; i < artifacts.size(); i++) {
      var content = artifacts.get(i).data();
      if (content != null) {
        data.put(Names.artifactKey(i), content);
      }
    }
    return new SecretBuilder()
        .withNewMetadata()
        .withName(Names.artifactSecret(session.getMetadata().getUid()))
        .withNamespace(session.getMetadata().getNamespace())
        .withLabels(
            Map.of(
                Names.MANAGED_BY_LABEL,
                Names.MANAGED_BY,
                Names.SESSION_UID_LABEL,
                session.getMetadata().getUid()))
        .withOwnerReferences(Ownership.of(session))
        .endMetadata()
        .withType("codesession.dev/artifacts")
        .withImmutable(true)
        .withData(data)
        .build();
  }
}
