package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.runtime.Gate.Verdict;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
final class TokenGateTest {
  private static final String TOKENS = "/apis/authentication.k8s.io/v1/tokenreviews";
  private static final String ACCESS = "/apis/authorization.k8s.io/v1/subjectaccessreviews";

  private KubernetesMockServer server;
  private KubernetesClient client;
  private Instant now = Instant.EPOCH;

  private TokenGate gate() {
    InstantSource clock = () -> now;
    return new TokenGate(client, clock);
  }

  private static TokenReview known() {
    return new TokenReviewBuilder()
        .withNewStatus()
        .withAuthenticated(true)
        .withNewUser()
        .withUsername("system:serviceaccount:monitoring:prometheus")
        .withGroups("system:authenticated")
        .endUser()
        .endStatus()
        .build();
  }

  private void answers(TokenReview review, int times) {
    server.expect().post().withPath(TOKENS).andReturn(201, review).times(times);
  }

  private void access(boolean allowed) {
    var review =
        new SubjectAccessReviewBuilder().withNewStatus().withAllowed(allowed).endStatus().build();
    server.expect().post().withPath(ACCESS).andReturn(201, review).always();
  }

  @Test
  void whoMayReadGetsIn() throws InterruptedException {
    answers(known(), 1);
    access(true);
    assertThat(gate().judge("token")).isEqualTo(Verdict.Allowed);
    server.takeRequest();
    assertThat(server.takeRequest().getUtf8Body())
        .contains("system:serviceaccount:monitoring:prometheus", "system:authenticated")
        .contains("\"path\":\"/metrics\"", "\"verb\":\"get\"");
  }

  @Test
  void whoMayNotIsForbidden() {
    answers(known(), 1);
    access(false);
    assertThat(gate().judge("token")).isEqualTo(Verdict.Forbidden);
  }

  @Test
  void aTokenOfNobodyIsUnauthenticatedAndNobodyElseIsAsked() {
    answers(new TokenReviewBuilder().withNewStatus().withError("bad").endStatus().build(), 1);
    assertThat(gate().judge("token")).isEqualTo(Verdict.Unauthenticated);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void noTokenAndAnEndlessOneAskNobody() {
    assertThat(gate().judge(null)).isEqualTo(Verdict.Unauthenticated);
    assertThat(gate().judge("")).isEqualTo(Verdict.Unauthenticated);
    assertThat(gate().judge("x".repeat(20_000))).isEqualTo(Verdict.Unauthenticated);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void anApiServerThatDoesNotAnswerLetsNobodyIn() {
    server.expect().post().withPath(TOKENS).andReturn(403, "no").always();
    assertThat(gate().judge("token")).isEqualTo(Verdict.Unknown);
  }

  @Test
  void answersAreKeptForAMomentAndThenAskedAnew() {
    answers(known(), 2);
    access(true);
    var gate = gate();
    for (int i = 0; i < 5; i++) {
      assertThat(gate.judge("token")).isEqualTo(Verdict.Allowed);
    }
    assertThat(server.getRequestCount()).isEqualTo(2);
    now = now.plusSeconds(30);
    assertThat(gate.judge("token")).isEqualTo(Verdict.Allowed);
    assertThat(server.getRequestCount()).isEqualTo(4);
  }
}
