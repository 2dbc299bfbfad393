package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/** Whose doing an ending was. */
public enum Blame {
  Code,
  User,
  Policy,
  Platform;

  /** Reads a value of this or a newer version: an unknown word becomes null, never an exception. */
  @JsonCreator
  static @Nullable Blame parse(@Nullable String word) {
    for (Blame value : values()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    return null;
  }
}
