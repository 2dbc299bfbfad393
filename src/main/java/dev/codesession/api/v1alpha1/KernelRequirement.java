package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/** Whose kernel the guest must run on. */
public enum KernelRequirement {
  /** The guest's boot id differs from the node's. */
  Dedicated,
  /** No demand; for development. */
  Any;

  /** Reads a value of this or a newer version: an unknown word becomes null, never an exception. */
  @JsonCreator
  static @Nullable KernelRequirement parse(@Nullable String word) {
    for (KernelRequirement value : values()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    return null;
  }
}
