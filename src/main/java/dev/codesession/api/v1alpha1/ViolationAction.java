package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/** What a broken rule leads to. */
public enum ViolationAction {
  Terminate,
  Record;

  /** Reads a value of this or a newer version: an unknown word becomes null, never an exception. */
  @JsonCreator
  static @Nullable ViolationAction parse(@Nullable String word) {
    for (ViolationAction value : values()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    return null;
  }
}
