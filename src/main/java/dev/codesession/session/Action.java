package dev.codesession.session;

import dev.codesession.admission.Plan;
import dev.codesession.guest.Result;
import java.util.List;

/**
 * One effect on the cluster or on a channel. Each one is idempotent: doing it again changes
 * nothing.
 */
public sealed interface Action {
  /**
   * Make the namespace guard, or put it right, and raise what was done to it.
   *
   * @param openers policies of others that open it
   */
  record EstablishGuard(List<String> openers) implements Action {
    public EstablishGuard {
      openers = List.copyOf(openers);
    }

    /** Nobody else's policy matters. */
    public EstablishGuard() {
      this(List.of());
    }

    static EstablishGuard of(Observation seen) {
      return new EstablishGuard(seen.guard().openers());
    }
  }

  /** Make the pod of this attempt. */
  record CreateSandbox(Plan plan, int attempt) implements Action {}

  /** Attach to the warden, say HELLO and listen. */
  record OpenChannel(PodRef pod, Plan plan) implements Action {}

  /** Hand the code over. */
  record SendRun(PodRef pod, Plan plan) implements Action {}

  /** Ask the warden to kill the code and seal. */
  record SendCancel(PodRef pod) implements Action {}

  /** Read the log and the termination message of a pod that has ended, or should have. */
  record Salvage(SandboxFacts.Present pod) implements Action {}

  /** Keep artifacts that are too big for the status in a Secret owned by the session. */
  record StoreArtifacts(Result result) implements Action {}

  /** Say BYE, hang up and forget. */
  record CloseChannel(PodRef pod) implements Action {}

  /** Take our finalizer off the pod. */
  record ReleaseSandbox(PodRef pod) implements Action {}

  /** Delete the pod with one second of grace, so that the kubelet confirms. */
  record DeleteSandbox(PodRef pod) implements Action {}

  /** Delete the Secret with artifacts, if there is one: their time to live is over. */
  record DeleteArtifacts() implements Action {}

  /** Delete the CodeSession: its time to live is over. */
  record DeleteSession() implements Action {}
}
