package dev.codesession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the threat model rests on has not changed since the threat model was last read against it.
 * After a review: {@code mvn -o test-compile surefire:test -Dtest=ReviewedDigestTest
 * -Dreview.write=true}.
 */
final class ReviewedDigestTest {
  private static final Path DOCUMENT = Path.of("docs/threat-model.md");

  /** Names are those of the table in the document. */
  enum Group {
    RBAC("helm/codesession/templates/{rbac,tenant-roles,serviceaccount}.yaml"),
    CRDS("crds/*.yaml"),
    ADMISSION("helm/codesession/templates/{admission-*.yaml,_helpers.tpl}"),
    WARDEN("src/main/go/warden/internal/{watch/rules.json,scan/rules/*.json}");

    private final String files;

    Group(String files) {
      this.files = files;
    }

    String title() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    List<Path> paths() throws IOException {
      var matcher = FileSystems.getDefault().getPathMatcher("glob:" + files);
      try (Stream<Path> all = Files.walk(Path.of(files.substring(0, files.indexOf('/'))))) {
        return all.filter(Files::isRegularFile).filter(matcher::matches).sorted().toList();
      }
    }

    /**
     * Over names and contents in the order of names; a length before each, so that nothing can move
     * between files.
     */
    String digest() throws IOException, NoSuchAlgorithmException {
      var digest = MessageDigest.getInstance("SHA-256");
      for (Path path : paths()) {
        for (byte[] part :
            List.of(path.toString().getBytes(StandardCharsets.UTF_8), Files.readAllBytes(path))) {
          digest.update((part.length + "\n").getBytes(StandardCharsets.UTF_8));
          digest.update(part);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    }

    Pattern line() {
      return Pattern.compile("(?m)^(\\| " + title() + " \\| .* \\| `sha256:)([0-9a-f]*)(` \\|)$");
    }
  }

  @ParameterizedTest
  @EnumSource
  void isTheOneThatWasReviewed(Group group) throws IOException, NoSuchAlgorithmException {
    var text = Files.readString(DOCUMENT);
    var line = group.line().matcher(text);
    assertThat(line.find()).as("a line for %s in %s", group.title(), DOCUMENT).isTrue();
    if (Boolean.getBoolean("review.write")) {
      Files.writeString(DOCUMENT, line.replaceFirst("$1" + group.digest() + "$3"));
      return;
    }
    assertThat(group.digest())
        .withFailMessage(
            """
            %s changed since the threat model was reviewed (%s).
            Read docs/threat-model.md against the change as docs/governance.md says: assets, attackers, matrix, STRIDE, what is left.
            Then write down that you did, and commit it with the change:
              mvn -o test-compile surefire:test -Dtest=ReviewedDigestTest -Dreview.write=true"""
                .formatted(group.title(), group.files))
        .isEqualTo(line.group(2));
  }

  @ParameterizedTest
  @EnumSource
  void everyGroupHasFiles(Group group) throws IOException {
    assertThat(group.paths()).isNotEmpty();
  }

  @Test
  void noAdmissionPolicyOrRoleIsOutsideOfTheGroups() throws IOException {
    try (Stream<Path> templates = Files.list(Path.of("helm/codesession/templates"))) {
      var guarded =
          Stream.concat(Group.RBAC.paths().stream(), Group.ADMISSION.paths().stream()).toList();
      for (Path template : templates.sorted().toList()) {
        if (Files.readString(template)
            .matches(
                "(?s).*\\nkind: (ClusterRole|Role|ClusterRoleBinding|RoleBinding|\\w+AdmissionPolicy)\\n.*")) {
          assertThat(guarded).as("reviewed templates").contains(template);
        }
      }
    }
  }
}
