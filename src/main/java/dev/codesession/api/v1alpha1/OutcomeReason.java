package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/** The closed list of endings. */
public enum OutcomeReason {
  Completed,
  NonZeroExit,
  Signalled,
  WallTimeExceeded,
  CpuTimeExceeded,
  MemoryExceeded,
  DiskExceeded,
  OutputExceeded,
  ProcessLimitExceeded,
  PolicyViolation,
  IsolationNotProven,
  Cancelled,
  QueueTimeout,
  Rejected,
  StartFailed,
  Lost;

  /** Reads a value of this or a newer version: an unknown word becomes null, never an exception. */
  @JsonCreator
  static @Nullable OutcomeReason parse(@Nullable String word) {
    for (OutcomeReason value : values()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    return null;
  }
}
