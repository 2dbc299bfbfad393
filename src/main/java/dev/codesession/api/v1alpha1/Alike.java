package dev.codesession.api.v1alpha1;

import org.jspecify.annotations.Nullable;

/** Texts that nearly all sessions say alike: one copy of each, however many lie in the cache. */
final class Alike {
  private Alike() {}

  static String text(String text) {
    return text.intern();
  }

  static @Nullable String orNull(@Nullable String text) {
    return text == null ? null : text.intern();
  }
}
