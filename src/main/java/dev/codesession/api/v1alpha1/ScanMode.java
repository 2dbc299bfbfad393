package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/** What a content scan at or above its threshold leads to. */
public enum ScanMode {
  Record,
  Block;

  /** Reads a value of this or a newer version: an unknown word becomes null, never an exception. */
  @JsonCreator
  static @Nullable ScanMode parse(@Nullable String word) {
    for (ScanMode value : values()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    return null;
  }
}
