package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.admission.Admission;
import dev.codesession.admission.Examples;
import dev.codesession.admission.Examples.Request;
import dev.codesession.admission.Examples.Rules;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.DestructionStatus;
import dev.codesession.api.v1alpha1.InputFile;
import dev.codesession.api.v1alpha1.StreamStatus;
import dev.codesession.audit.AuditRecords;
import dev.codesession.runtime.SharingCloner;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left out of memory is judged before, and read anew by whoever needs it. */
final class AbridgementTest {
  private static final String LONG = "x".repeat(Abridgement.LIGHT + 1);

  private final MockCluster cluster = MockCluster.shared();
  private final String namespace = MockCluster.namespace();

  @Test
  void mostSessionsAreWhole() {
    var session = Abridgement.of(Examples.session());
    assertThat(session.abridged()).isNull();
    assertThat(session.getSpec()).isEqualTo(Examples.session().getSpec());
  }

  @Test
  void longInputsAreLeftOut() {
    var session = Abridgement.of(heavy("print(1) #" + LONG));
    assertThat(session.abridged()).isNotNull();
    assertThat(session.getSpec().code()).isEmpty();
    assertThat(new KubernetesSerialization().asJson(session)).doesNotContain("abridged", LONG);
    assertThat(judge(session)).isEqualTo(judge(heavy("print(1) #" + LONG)));
  }

  @Test
  void whatIsWrongWithThemIsKnown() {
    var wrong = Request.PLAIN.withFiles(new InputFile("../x", LONG, null));
    var whole = judge(Examples.session(wrong.spec()));
    assertThat(whole).isInstanceOf(Verdict.Refused.class);
    assertThat(judge(Abridgement.of(Examples.session(wrong.spec())))).isEqualTo(whole);
  }

  @Test
  void aCopyIsAsAbridgedAsTheOriginal() {
    var session = Abridgement.of(heavy(LONG));
    assertThat(new SharingCloner(new KubernetesSerialization()).clone(session).abridged())
        .isEqualTo(session.abridged());
  }

  @Test
  void resultsStayUntilTheEndOfTheVmIsRecorded() {
    var session = Examples.session();
    session.setStatus(status(false));
    assertThat(Abridgement.of(session).getStatus()).isEqualTo(status(false));
    session.setStatus(status(true));
    var abridged = Abridgement.of(session);
    assertThat(abridged.getStatus().stdout().head()).isNull();
    assertThat(abridged.getStatus().stdout().sha256()).isEqualTo("abc");
    // Its text is to be erased one day.
    assertThat(abridged.abridged().results().text()).isTrue();
    assertThat(abridged.abridged().results().artifacts()).isFalse();
  }

  @Test
  void theOriginalIsReadOnceAndOnlyIfNeeded() {
    var whole = cluster.create(MockCluster.session(namespace));
    var originals = new Originals(cluster.client);
    cluster.forgetRequests();
    assertThat(originals.withInputs(whole)).isSameAs(whole);
    assertThat(originals.withResults(whole)).isSameAs(whole);
    assertThat(cluster.requests("GET", path())).isEmpty();

    var abridged = abridged(whole);
    assertThat(originals.withInputs(abridged).getSpec()).isEqualTo(whole.getSpec());
    assertThat(cluster.requests("GET", path())).hasSize(1);
    assertThat(originals.withResults(abridged)).as("its results are here").isSameAs(abridged);
  }

  @Test
  void anotherOfTheSameNameIsNotTheOriginal() {
    var abridged = abridged(cluster.create(MockCluster.session(namespace)));
    abridged.getMetadata().setUid("another");
    assertThat(new Originals(cluster.client).find(abridged)).isEmpty();
  }

  @Test
  void nothingIsBookedOfInputsThatNobodyHasRead() {
    var book = AuditRecords.of(abridged(Examples.session()), "Deleted", "1");
    assertThat(book.get("request").toString()).contains("language").doesNotContain("sha256");
    assertThat(AuditRecords.of(Examples.session(), "Deleted", "1").get("request").toString())
        .contains("sha256");
  }

  private static CodeSession abridged(CodeSession whole) {
    var copy = new SharingCloner(new KubernetesSerialization()).clone(whole);
    copy.setSpec(heavy(LONG).getSpec());
    return Abridgement.of(copy);
  }

  private String path() {
    return "/apis/codesession.dev/v1alpha1/namespaces/" + namespace + "/codesessions/hello";
  }

  private static Verdict judge(CodeSession session) {
    return Admission.judge(session, List.of(Rules.PLAIN.named("standard")));
  }

  private static CodeSession heavy(String code) {
    return Examples.session(Request.PLAIN.running(code).spec());
  }

  private static CodeSessionStatus status(boolean destroyed) {
    return new CodeSessionStatus(
        null,
        null,
        List.of(),
        null,
        null,
        new StreamStatus(LONG, null, 8193L, false, "abc"),
        null,
        List.of(),
        List.of(),
        null,
        null,
        null,
        List.of(),
        null,
        null,
        new DestructionStatus(
            "2026-11-29T10:00:00.000Z", destroyed ? "2026-11-29T10:00:01.000Z" : null, null));
  }
}
