package dev.codesession.session;

import java.util.Optional;

/** What the API server of a {@link World} says no to, until it is told otherwise. */
final class Refusals {
  boolean guardNotTaken;
  boolean podNotTaken;
  boolean quotaSpent;
  boolean answerLost;
  boolean secretNotTaken;
  boolean secretsForbidden;

  Optional<Refused> ofGuard() {
    return later(guardNotTaken, "failed calling webhook");
  }

  Optional<Refused> ofPod() {
    return quotaSpent && !podNotTaken
        ? Optional.of(new Refused(Refused.Kind.Quota, "exceeded quota"))
        : later(podNotTaken, "failed calling webhook");
  }

  /** Once: the pod has been made, and nobody hears of it. */
  Optional<Refused> ofMadePod() {
    boolean lost = answerLost;
    answerLost = false;
    return later(lost, "the server timed out");
  }

  Optional<Refused> ofSecret() {
    return secretsForbidden && !secretNotTaken
        ? Optional.of(new Refused(Refused.Kind.Final, "forbidden"))
        : later(secretNotTaken, "etcd has no leader");
  }

  /** A session has to end though its guard or its pod is never taken. */
  void calm() {
    quotaSpent = false;
    secretNotTaken = false;
  }

  private static Optional<Refused> later(boolean refused, String message) {
    return refused ? Optional.of(new Refused(Refused.Kind.Later, message)) : Optional.empty();
  }
}
