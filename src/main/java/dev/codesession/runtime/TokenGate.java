package dev.codesession.runtime;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the API server whose token it is and whether they may {@code get} the path {@code /metrics}:
 * the rule is an ordinary ClusterRole, the token that of a service account. Answers are kept for a
 * moment, by the token's digest, and few questions are asked at a time, so that a flood of wrong
 * tokens does not become a flood at the API server.
 */
public final class TokenGate implements Gate {
  private static final Logger LOG = LoggerFactory.getLogger(TokenGate.class);
  private static final Duration KEPT = Duration.ofSeconds(30);
  private static final int MOST_KEPT = 128;
  private static final int MOST_ASKED_AT_ONCE = 2;

  /** Above what any issuer makes. */
  private static final int LONGEST_TOKEN = 16_384;

  private final KubernetesClient client;
  private final InstantSource clock;
  private final Semaphore questions = new Semaphore(MOST_ASKED_AT_ONCE);
  private final Map<String, Answer> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private record Answer(Verdict verdict, Instant until) {}

  public TokenGate(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public Verdict judge(@Nullable String token) {
    if (token == null || token.isEmpty() || token.length() > LONGEST_TOKEN) {
      return Verdict.Unauthenticated;
    }
    var digest = digest(token);
    var now = clock.instant();
    synchronized (answers) {
      var kept = answers.get(digest);
      if (kept != null && now.isBefore(kept.until())) {
        return kept.verdict();
      }
    }
    if (!questions.tryAcquire()) {
      return Verdict.Unknown;
    }
    try {
      var verdict = ask(token);
      synchronized (answers) {
        answers.remove(digest);
        answers.put(digest, new Answer(verdict, now.plus(KEPT)));
      }
      return verdict;
    } catch (KubernetesClientException e) {
      LOG.atWarn().addKeyValue("code", e.getCode()).log("the API server did not judge a token");
      return Verdict.Unknown;
    } finally {
      questions.release();
    }
  }

  private Verdict ask(String token) {
    var review =
        client
            .resource(new TokenReviewBuilder().withNewSpec().withToken(token).endSpec().build())
            .create()
            .getStatus();
    if (review == null || !Boolean.TRUE.equals(review.getAuthenticated())) {
      return Verdict.Unauthenticated;
    }
    return mayRead(review.getUser()) ? Verdict.Allowed : Verdict.Forbidden;
  }

  private boolean mayRead(UserInfo user) {
    var review =
        client
            .resource(
                new SubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withUser(user.getUsername())
                    .withUid(user.getUid())
                    .withGroups(user.getGroups())
                    .withNewNonResourceAttributes("/metrics", "get")
                    .endSpec()
                    .build())
            .create()
            .getStatus();
    return review != null && Boolean.TRUE.equals(review.getAllowed());
  }

  private static String digest(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
