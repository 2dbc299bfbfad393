package dev.codesession.blueprint;

import dev.codesession.api.v1alpha1.CodeSession;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Optional;

/** Ownership is by UID, never by name: a name may come to mean another object. */
public final class Ownership {
  private Ownership() {}

  static OwnerReference of(CodeSession session) {
    return new OwnerReferenceBuilder()
        .withApiVersion(session.getApiVersion())
        .withKind(session.getKind())
        .withName(session.getMetadata().getName())
        .withUid(session.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  /** Whether the session with this UID controls the object. */
  public static boolean isOwner(String sessionUid, HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(o -> sessionUid.equals(o.getUid()) && Boolean.TRUE.equals(o.getController()));
  }

  /** The session that controls the object, be it still there or not; empty for anything else. */
  public static Optional<OwnerReference> sessionOf(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(
            o ->
                HasMetadata.getKind(CodeSession.class).equals(o.getKind())
                    && HasMetadata.getApiVersion(CodeSession.class).equals(o.getApiVersion())
                    && Boolean.TRUE.equals(o.getController()))
        .findFirst();
  }
}
