package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/** Where a session stands. */
public enum Phase {
  /** Waits for quota; no pod exists. */
  Queued,
  /** Its VM is being made and has not proven itself yet. */
  Starting,
  /** The proof was good; the code may have been handed over. */
  Running,
  /** The outcome is recorded; terminal. */
  Finished;

  /** Reads a value of this or a newer version: an unknown word becomes null, never an exception. */
  @JsonCreator
  static @Nullable Phase parse(@Nullable String word) {
    for (Phase value : values()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    return null;
  }
}
