package dev.codesession.session;

import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.OmittedArtifact;
import dev.codesession.api.v1alpha1.SecretReference;
import dev.codesession.guest.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the files of a result go: into the status while they are small, else all of them into one
 * Secret owned by the session.
 */
public final class Artifacts {
  /**
   * Base64 characters in the status. Spec (1 MiB), streams and these must fit etcd's 1.5 MiB
   * together.
   */
  static final int INLINE_BUDGET = 131_072;

  private Artifacts() {}

  /** Where they went. */
  public enum Place {
    /** Into the status. */
    Status,
    /** Into the Secret. */
    Secret,
    /** Nowhere: the API server would not take the Secret. */
    Nowhere
  }

  static Place place(Result result) {
    long size = result.artifacts().stream().mapToLong(a -> length(a.data())).sum();
    return size <= INLINE_BUDGET ? Place.Status : Place.Secret;
  }

  static List<ArtifactStatus> kept(Result result, Place place, String sessionUid) {
    return switch (place) {
      case Status -> result.artifacts();
      case Secret -> {
        var referenced = new ArrayList<ArtifactStatus>();
        for (int i = 0; i < result.artifacts().size(); i++) {
          var a = result.artifacts().get(i);
          var reference =
              new SecretReference(Names.artifactSecret(sessionUid), Names.artifactKey(i));
          referenced.add(
              new ArtifactStatus(
                  a.path(),
                  a.bytes(),
                  a.sha256(),
                  a.mediaType(),
                  null,
                  a.data() == null ? null : reference));
        }
        yield referenced;
      }
      case Nowhere -> List.of();
    };
  }

  static List<OmittedArtifact> omitted(Result result, Place place) {
    if (place != Place.Nowhere) {
      return result.artifactsOmitted();
    }
    var omitted = new ArrayList<>(result.artifactsOmitted());
    result.artifacts().forEach(a -> omitted.add(new OmittedArtifact(a.path(), "NotStored")));
    return omitted;
  }

  private static int length(@org.jspecify.annotations.Nullable String data) {
    return data == null ? 0 : data.length();
  }
}
