package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codesession.it.AdmissionCase.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may do what with the operator's objects, asked of the real API server with a session whose
 * code runs. The rows are in {@code admission/matrix.yaml}. All are dry runs, which pass admission
 * like any other request and change nothing; a stream is asked for without the upgrade it needs, so
 * that it fails after admission.
 */
final class AdmissionMatrixIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  private static AdmissionStage stage;

  @BeforeAll
  static void set() {
    stage = AdmissionStage.set(cluster);
  }

  @AfterAll
  static void strike() {
    if (stage != null) {
      stage.close();
    }
  }

  static List<AdmissionCase> rows() {
    return AdmissionCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void row(AdmissionCase row) {
    Answer answer = stage.perform(row);
    switch (row.verdict()) {
      // Anything but a refusal: what a dry run cannot do (open a stream) fails later, and is not
      // what is asked here.
      case "allowed" -> assertThat(answer.status()).as(answer.body()).isNotIn(401, 403, 404, 422);
      case "rbac" -> {
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("ValidatingAdmissionPolicy");
      }
      default -> {
        // 403, or 422 where a policy calls the object itself wrong.
        assertThat(answer.status()).as(answer.body()).isIn(403, 422);
        assertThat(answer.body())
            .containsAnyOf(
                row.policies().stream()
                    .map(policy -> "ValidatingAdmissionPolicy 'codesession-" + policy + "'")
                    .toArray(String[]::new));
      }
    }
  }

  @Test
  void everyPolicyRefusesSomethingHere() {
    var installed =
        cluster
            .client()
            .admissionRegistration()
            .v1()
            .validatingAdmissionPolicies()
            .withLabel("app.kubernetes.io/part-of", "codesession")
            .list()
            .getItems()
            .stream()
            .map(policy -> policy.getMetadata().getName().replaceFirst("^codesession-", ""));
    assertThat(AdmissionCase.all()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(installed)
        .isSubsetOf(AdmissionCase.all().stream().map(row -> row.verdict()).toList());
  }

  @Test
  void whoAskedIsWrittenDownByTheApiServer() {
    JsonNode created =
        stage.perform(AdmissionCase.named("a session without a word of who asks")).json();
    assertThat(created.at("/metadata/annotations/codesession.dev~1requested-by").asText())
        .isEqualTo("matrix-tenant");
  }

  @Test
  void aStatusThatComesWithTheRequestIsDropped() {
    JsonNode created =
        stage.perform(AdmissionCase.named("a session that brings its own result")).json();
    assertThat(created.at("/metadata/name").asText()).isNotEmpty();
    assertThat(created.has("status")).isFalse();
  }
}
