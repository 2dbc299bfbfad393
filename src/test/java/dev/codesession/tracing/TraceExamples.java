package dev.codesession.tracing;

import dev.codesession.api.v1alpha1.CodeSession;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;

/** Sessions at their end. */
final class TraceExamples {
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  static final String PARENT = "b7ad6b7169203331";

  /** Every text that a user or a guest may write holds the word. */
  static final String FINISHED =
      """
      {"metadata":{"namespace":"team-a","name":"nightly","uid":"uid-1",
        "annotations":{"codesession.dev/traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","x":"CANARY"}},
       "spec":{"className":"default","language":"python","code":"CANARY","stdin":"CANARY","args":["CANARY"],
        "env":[{"name":"CANARY","value":"CANARY"}]},
       "status":{"phase":"Finished","outcome":{"reason":"NonZeroExit","message":"CANARY","exitCode":1},
        "stdout":{"head":"CANARY"},"sandbox":{"node":"node-1","region":"eu"},
        "timeline":{"accepted":"2026-11-24T10:00:00.000Z","created":"2026-11-24T10:00:01.000Z",
         "booted":"2026-11-24T10:00:02.000Z","proven":"2026-11-24T10:00:03.000Z","started":"2026-11-24T10:00:04.000Z",
         "ended":"2026-11-24T10:00:05.000Z","recorded":"2026-11-24T10:00:06.000Z","destroyed":"2026-11-24T10:00:07.000Z"}}}""";

  private TraceExamples() {}

  static CodeSession session(String json) {
    return Serialization.unmarshal(json, CodeSession.class);
  }

  static SessionTrace trace(String json) {
    var session = session(json);
    return SessionTrace.of(session, session.getStatus()).orElseThrow();
  }

  static Instant at(int second) {
    return Instant.parse("2026-11-24T10:00:0%dZ".formatted(second));
  }
}
