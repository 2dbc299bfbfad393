package dev.codesession.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/** What one rule leads to when it is broken; Ignore does not look at all. */
public enum RuleAction {
  Terminate,
  Record,
  Ignore;

  /** Reads a value of this or a newer version: an unknown word becomes null, never an exception. */
  @JsonCreator
  static @Nullable RuleAction parse(@Nullable String word) {
    for (RuleAction value : values()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    return null;
  }
}
