package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/** Where scratch lies. */
public enum ScratchMedium {
  Memory,
  Disk;

  /** Reads a value of this or a newer version: an unknown word becomes null, never an exception. */
  @JsonCreator
  static @Nullable ScratchMedium parse(@Nullable String word) {
    for (ScratchMedium value : values()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    return null;
  }
}
