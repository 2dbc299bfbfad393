package dev.codesession.session;

import dev.codesession.admission.Plan;
import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import dev.codesession.api.v1alpha1.ViolationStatus;
import dev.codesession.guest.Result;
import org.jspecify.annotations.Nullable;

/**
 * What to record in the status; written after the actions of the same decision, and only if
 * something changes.
 */
public sealed interface Change {
  /** Nothing new. */
  record Keep() implements Change {}

  /**
   * It waits before it has a pod.
   *
   * @param reason for programs: {@link Hold#reason()} or that of a spent quota
   */
  record Queue(String reason, String why) implements Change {
    public static final String QUOTA = "QuotaExhausted";

    /** No room in the quota. */
    public Queue(String why) {
      this(QUOTA, why);
    }
  }

  /** Its pod, of this attempt, takes longer than usual; or the attempt has moved on. */
  record Start(int attempt, String why) implements Change {}

  /** The proof is good: from this write on the code may be sent. */
  record Run(Plan plan, SandboxFacts.Present pod, IsolationStatus proof) implements Change {}

  /**
   * The end.
   *
   * @param result what the guest sealed, if it did
   * @param proof the proof, where it is the reason or not recorded yet
   * @param place where its artifacts went
   * @param podExisted whether there is something to destroy
   */
  record Finish(
      OutcomeStatus outcome,
      @Nullable Result result,
      @Nullable IsolationStatus proof,
      Artifacts.Place place,
      boolean podExisted)
      implements Change {}

  /** The end, because of something that happened around the code and not in its guest. */
  record Breach(Finish finish, ViolationStatus violation) implements Change {}

  /** Parts of the result have been kept for as long as they may. */
  record Erase(boolean result, boolean artifacts) implements Change {
    boolean any() {
      return result || artifacts;
    }
  }

  /** The VM is gone, confirmed. */
  record Destroy(String how) implements Change {}

  /** The VM should be gone by now and is not. */
  record Alarm(String why) implements Change {}
}
