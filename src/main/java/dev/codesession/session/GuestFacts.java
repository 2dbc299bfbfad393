package dev.codesession.session;

import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.guest.Result;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the guest has been heard to say, under its seal. */
public sealed interface GuestFacts {
  /** Nothing yet: no channel, or no answer so far. */
  record Unknown(String lastError) implements GuestFacts {}

  /**
   * It answered with a proof, which has been judged, and has not said that it runs.
   *
   * @param offered this process has sent it the code, and has not been told since that it did not
   *     arrive
   */
  record Ready(IsolationStatus proof, boolean offered) implements GuestFacts {}

  /** The code has started. */
  record Started() implements GuestFacts {}

  /**
   * It sealed a result.
   *
   * @param complete false when only the summary in the termination message survived
   */
  record Sealed(Result result, boolean complete) implements GuestFacts {}

  /** It answered once and does not answer any more: a hung VM or a dead standard input. */
  record Silent(Instant since) implements GuestFacts {}

  /** It has ended, and neither its log nor its termination message holds a result. */
  record Mute(@Nullable Boolean codeStarted, String detail) implements GuestFacts {}
}
