package dev.codesession.api.v1alpha1;

import org.jspecify.annotations.Nullable;

/**
 * What the operator keeps in memory of the bulk of a session: no part of the API. The inputs are
 * not there; whoever needs them reads the session anew.
 *
 * @param refusal what is wrong with the inputs in any class, judged while they were there
 * @param results what of the results is not there either; null if they are
 */
public record Abridged(@Nullable String refusal, @Nullable Results results) {
  /**
   * Results that were left out.
   *
   * @param text whether there is text of the code's
   * @param artifacts whether there is content of artifacts
   */
  public record Results(boolean text, boolean artifacts) {}
}
