package dev.codesession.guest;

import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.OmittedArtifact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files of a guest. A path is kept only if it is plain, content only if its size and digest are
 * what was claimed; everything else is named among the omitted: {@code BadPath}, {@code Duplicate},
 * {@code TooMany}, {@code Lost} (it came without content), {@code Corrupt}, {@code BudgetSpent}, or
 * the warden's own word.
 */
record UntrustedArtifacts(List<ArtifactStatus> kept, List<OmittedArtifact> omitted) {
  private static final String OCTETS = "application/octet-stream";
  private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64}");
  private static final Pattern REASON = Pattern.compile("[A-Za-z]{1,32}");

  static UntrustedArtifacts read(List<Fields> artifacts, List<Fields> omissions) {
    var basket = new Basket();
    artifacts.forEach(basket::take);
    omissions.forEach(basket::omission);
    return new UntrustedArtifacts(basket.kept, basket.omitted);
  }

  /** Relative, without dots as a segment, backslashes, or anything that cannot be seen. */
  static boolean plain(String path) {
    boolean sound =
        !path.isEmpty()
            && path.indexOf('\\') < 0
            && UntrustedText.line(path, Bounds.PATH).equals(path);
    for (var segment : path.split("/", -1)) {
      sound &= !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
    }
    return sound;
  }

  private static final class Basket {
    private final List<ArtifactStatus> kept = new ArrayList<>();
    private final List<OmittedArtifact> omitted = new ArrayList<>();
    private final Set<String> paths = new HashSet<>();
    private int room = Bounds.ARTIFACT_BYTES;

    void take(Fields artifact) {
      var path = artifact.text("path");
      var digest = UntrustedStream.sha256(artifact);
      long size = artifact.amount("bytes");
      var mediaType = artifact.text("mediaType");
      var data = artifact.optionalText("data");
      if (!plain(path)) {
        omit(path, "BadPath");
      } else if (!paths.add(path)) {
        omit(path, "Duplicate");
      } else if (kept.size() == Bounds.ARTIFACTS) {
        omit(path, "TooMany");
      } else if (data == null) {
        omit(path, "Lost");
      } else if (size > room) {
        omit(path, "BudgetSpent");
      } else if (!authentic(data, size, digest)) {
        omit(path, "Corrupt");
      } else {
        room -= (int) size;
        kept.add(
            new ArtifactStatus(
                path,
                size,
                digest,
                MEDIA_TYPE.matcher(mediaType).matches() ? mediaType : OCTETS,
                data,
                null));
      }
    }

    void omission(Fields omission) {
      var reason = omission.text("reason");
      omit(omission.text("path"), REASON.matcher(reason).matches() ? reason : "Unknown");
    }

    private void omit(String path, String reason) {
      if (omitted.size() < Bounds.OMITTED) {
        omitted.add(new OmittedArtifact(UntrustedText.line(path, Bounds.PATH), reason));
      }
    }

    private static boolean authentic(String data, long size, String digest) {
      try {
        var content = Fields.base64(data);
        return content.length == size && UntrustedStream.digest(content).equals(digest);
      } catch (Malformed e) {
        return false;
      }
    }
  }
}
