package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/** What can be in force for the code; docs/protocol.md says how each is established. */
public enum ConfinementFeature {
  NoNewPrivileges,
  Seccomp,
  SocketFilter,
  Landlock,
  SignalScope,
  TerminationLog,
  NonDumpable,
  SyscallWatch,
  NoScratchExecution;

  /** Reads a value of this or a newer version: an unknown word becomes null, never an exception. */
  @JsonCreator
  static @Nullable ConfinementFeature parse(@Nullable String word) {
    for (ConfinementFeature value : values()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    return null;
  }
}
