package dev.codesession.robustness;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import java.time.Instant;

/** One line of a history: what somebody saw, when. A session is known by its UID. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "event")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
sealed interface Event {
  Instant at();

  /**
   * A CodeSession as a watching client saw it.
   *
   * @param gone the object was deleted
   * @param result whether there is a sealed result: what the code used is known
   */
  record SessionSeen(
      Instant at,
      String uid,
      String namespace,
      String name,
      boolean cancel,
      boolean deleting,
      boolean gone,
      Phase phase,
      int attempt,
      OutcomeReason reason,
      String message,
      Boolean codeStarted,
      Boolean retrySafe,
      boolean result,
      boolean destroyed,
      String output)
      implements Event {}

  /**
   * A sandbox as a watching client saw it.
   *
   * @param ended or being deleted: Kubernetes charges neither to a quota, the latter once its grace
   *     is over
   */
  record PodSeen(
      Instant at, String session, String namespace, String name, boolean ended, boolean gone)
      implements Event {}

  /** What the node saw between operator and guest: BOOT, RUN, STARTED, ... */
  record WordHeard(Instant at, String session, String pod, String word, String body)
      implements Event {}

  /**
   * A write of the operator, as the proxy saw it.
   *
   * @param code of the answer; 0 if there was none
   */
  record Written(
      Instant at,
      String verb,
      String resource,
      String namespace,
      String name,
      String phase,
      int code)
      implements Event {}

  /** An Event object on a session. */
  record Incident(Instant at, String session, String name, String reason) implements Event {}

  /** What the test did: for whoever reads the history. */
  record Note(Instant at, String text) implements Event {}
}
