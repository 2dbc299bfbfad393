package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/** How absent the network must be. */
public enum NetworkRequirement {
  /** No interface but the loopback one. */
  NoInterface,
  /** Interfaces may exist; no probe reaches anything. */
  Unreachable;

  /** Reads a value of this or a newer version: an unknown word becomes null, never an exception. */
  @JsonCreator
  static @Nullable NetworkRequirement parse(@Nullable String word) {
    for (NetworkRequirement value : values()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    return null;
  }
}
