package dev.codesession.alerts;

/** What can happen that a security team has to hear of. */
public enum IncidentKind {
  /** Code broke a rule. */
  Violation("code of a session broke a rule"),
  /** A guest was not what it had to be; no code, or no further code, was sent to it. */
  IsolationNotProven("a sandbox did not prove its isolation"),
  /** Somebody else changed or removed the fence or the quota of a namespace. */
  GuardTampered("the guard of a namespace was tampered with"),
  /** The end of a VM is overdue. */
  DestructionUnconfirmed("the end of a sandbox was not confirmed in time"),
  /** The node of a running session left the region it had to be in. */
  ResidencyBreach("a sandbox left the region it has to stay in"),
  /** Something in the guest that does not hold the key wrote a frame in the warden's name. */
  ResultForgery("a frame with a false seal came from a sandbox");

  private final String summary;

  IncidentKind(String summary) {
    this.summary = summary;
  }

  /** One sentence of ours, never a guest's. */
  public String summary() {
    return summary;
  }
}
