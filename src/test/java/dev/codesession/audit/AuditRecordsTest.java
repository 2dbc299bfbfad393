package dev.codesession.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codesession.api.v1alpha1.CodeSession;
import org.junit.jupiter.api.Test;

/** What is in a record, and that nothing of a user or a guest is. */
final class AuditRecordsTest {
  /** Every field that somebody else may write holds the word. */
  private static final String SESSION =
      """
      {"metadata":{"namespace":"team-a","name":"nightly","uid":"uid-1","creationTimestamp":"2026-11-24T10:00:00Z",
        "annotations":{"codesession.dev/requested-by":"alice"}},
       "spec":{"className":"default","language":"python","code":"CANARY","stdin":"CANARY",
        "files":[{"path":"CANARY.txt","text":"CANARY"},{"path":"b","base64":"CANARYAA"}],
        "args":["CANARY"],"env":[{"name":"CANARY","value":"CANARY"}]},
       "status":{"phase":"Finished",
        "outcome":{"reason":"PolicyViolation","blame":"Policy","message":"CANARY","signal":"CANARY","codeStarted":true,"retrySafe":false},
        "stdout":{"head":"CANARY","tail":"CANARY","bytes":6,"truncated":false,"sha256":"aa"},
        "artifacts":[{"path":"CANARY","bytes":6,"sha256":"bb","mediaType":"CANARY/x","data":"CANARYAA"}],
        "artifactsOmitted":[{"path":"CANARY","reason":"TooLarge"}],
        "isolation":{"proven":true,"checks":[{"name":"nonce","passed":true,"required":true,"finding":"CANARY"}]},
        "violations":[{"rule":"Read sensitive file","technique":"T1003","priority":"Critical","attempted":"CANARY","count":2,"action":"Terminated"}],
        "scan":{"verdict":"Clean","score":0,"matches":[{"rule":"r","file":"CANARY","layer":"CANARY"}]},
        "sandbox":{"podName":"csess-uid-1-1","podUid":"p","node":"node-1","region":"eu","regions":["eu"],"image":"i@sha256:cc",
          "imageDigest":"sha256:cc","runtimeClassName":"kata","limits":{"wallTime":"30s","memory":"512Mi"},"policy":"dd"},
        "timeline":{"recorded":"2026-11-24T10:00:09.000Z","destroyed":"2026-11-24T10:00:10.000Z"},
        "destruction":{"requested":"2026-11-24T10:00:09.000Z","confirmed":"2026-11-24T10:00:10.000Z","how":"PodObjectGone"}}}""";

  @Test
  void nothingThatSomebodyElseWroteIsInIt() throws Exception {
    assertThat(record()).doesNotContain("CANARY");
  }

  @Test
  void whoWhatWhereHowItEndedAndThatItIsGone() throws Exception {
    var tree = CanonicalJson.read(record());
    assertThat(tree.at("/session/requestedBy").asText()).isEqualTo("alice");
    assertThat(tree.at("/request/code/sha256").asText())
        .isEqualTo(CanonicalJson.sha256("CANARY").substring(7));
    assertThat(tree.at("/request/code/bytes").asInt()).isEqualTo(6);
    assertThat(tree.at("/request/files")).hasSize(2);
    assertThat(tree.at("/placement/policy").asText()).isEqualTo("dd");
    assertThat(tree.at("/placement/region").asText()).isEqualTo("eu");
    assertThat(tree.at("/limits/memory").asText()).isEqualTo("512Mi");
    assertThat(tree.at("/proof/checks/0/passed").asBoolean()).isTrue();
    assertThat(tree.at("/violations/0/rule").asText()).isEqualTo("Read sensitive file");
    assertThat(tree.at("/outcome/reason").asText()).isEqualTo("PolicyViolation");
    assertThat(tree.at("/result/stdout/sha256").asText()).isEqualTo("aa");
    assertThat(tree.at("/destruction/how").asText()).isEqualTo("PodObjectGone");
  }

  @Test
  void anEmptySessionHasARecord() {
    var session = new CodeSession();
    session.getMetadata().setUid("u");
    assertThat(CanonicalJson.write(AuditRecords.of(session, "Deleted", "1")))
        .isEqualTo(
            "{\"end\":\"Deleted\",\"operator\":\"1\",\"session\":{\"uid\":\"u\"},\"type\":\"codesession.audit/v1\"}");
  }

  private static String record() throws Exception {
    var session = new JsonMapper().readValue(SESSION, CodeSession.class);
    return CanonicalJson.write(AuditRecords.of(session, "Destroyed", "0.1.0"));
  }
}
