package dev.codesession.tracing;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;

/** Who hears of sessions that are over. */
public interface Traces extends AutoCloseable {
  /** Tracing is off. */
  Traces NONE =
      new Traces() {
        @Override
        public void destroyed(CodeSession session, CodeSessionStatus status) {}

        @Override
        public void close() {}
      };

  /** A session's VM is gone, and the status says so. Never waits, never throws. */
  void destroyed(CodeSession session, CodeSessionStatus status);

  /** Sends what is left, for a few seconds at most. */
  @Override
  void close();
}
