package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.admission.Examples;
import dev.codesession.api.v1alpha1.CheckStatus;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.cluster.Conversation.Heard;
import dev.codesession.guest.OperatorFrame;
import dev.codesession.guest.SealKey;
import dev.codesession.guest.Warden;
import dev.codesession.session.GuestFacts;
import dev.codesession.session.PodRef;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A conversation with a guest that holds the key and says what the test wants it to say. */
final class ConversationTest {
  private static final Heard NEWS = new Heard.News();
  private static final Heard NOTHING = new Heard.Nothing();
  private static final String PROBE = "10.0.0.1:80";

  private final MockCluster cluster = MockCluster.shared();
  private final String namespace = MockCluster.namespace();
  // The mock server stamps pods with the time of day, and a pod's age is judged.
  private final ManualClock clock = new ManualClock(Instant.now().plusSeconds(3));
  private final PodRef pod = new PodRef(namespace, Names.pod(Examples.UID, 1), "pod-1");
  private final SealKey key = SealKey.derive(new byte[32], Examples.UID, "pod-1");
  private final Warden warden = new Warden(key, Examples.UID, 1);
  private final Conversation talk =
      new Conversation(
          new HelloTerms(cluster.caches, MockCluster.time(), Map.of("metadata", PROBE))
              .terms(Examples.UID, 1, key, Examples.plan(), pod),
          clock);

  @BeforeEach
  void aPodOnANode() {
    cluster.create(
        read(
            "{apiVersion: v1, kind: Node, metadata: {name: %1$s}, status: {nodeInfo: {bootID: host,"
                + " kernelVersion: '6.1'}}}",
            Node.class));
    cluster.create(
        read(
            "{apiVersion: v1, kind: Pod, metadata: {namespace: %1$s, name: "
                + pod.name()
                + ", labels: {codesession.dev/role:"
                + " sandbox}}, spec: {nodeName: %1$s}}",
            Pod.class));
    Awaitility.await()
        .until(
            () ->
                cluster.caches.pod(namespace, pod.name()).isPresent()
                    && cluster.caches.node(namespace).isPresent());
  }

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(talk.facts()).isEqualTo(new GuestFacts.Unknown(""));
    talk.failed("attach: 404");
    assertThat(talk.facts()).isEqualTo(new GuestFacts.Unknown("attach: 404"));
  }

  @Test
  void aGoodAnswerToTheLastHelloIsAProof() {
    assertThat(prove(talk.hello())).isEqualTo(NEWS);
    assertThat(talk.facts())
        .isInstanceOfSatisfying(
            GuestFacts.Ready.class,
            ready -> {
              assertThat(ready.proof().checks())
                  .filteredOn(c -> Boolean.TRUE.equals(c.required()))
                  .allMatch(CheckStatus::passed);
              assertThat(ready.proof().proven()).isTrue();
              assertThat(ready.offered()).isFalse();
            });
    assertThat(talk.milestones().proven()).isEqualTo(clock.instant());
  }

  @Test
  void anAnswerToAnOlderHelloIsNone() {
    var first = talk.hello();
    talk.hello();
    assertThat(prove(first)).isEqualTo(NOTHING);
    assertThat(talk.facts()).isInstanceOf(GuestFacts.Unknown.class);
  }

  @Test
  void aProofBeforeAnyHelloIsNone() {
    assertThat(hear("PROOF", proof("AAAAAAAAAAAAAAAAAAAAAA==", PROBE, "lo"))).isEqualTo(NOTHING);
  }

  @Test
  void aProofThatLeavesOutAProbeIsNotGood() {
    hear("PROOF", proof(talk.hello().nonce(), "10.0.0.2:80", "lo"));
    assertThat(talk.facts())
        .isInstanceOfSatisfying(
            GuestFacts.Ready.class, ready -> assertThat(ready.proof().proven()).isFalse());
    assertThat(talk.milestones().proven()).as("only a good proof has a time").isNull();
  }

  @Test
  void anInterfaceIsFoundOut() {
    hear("PROOF", proof(talk.hello().nonce(), PROBE, "eth0"));
    assertThat(((GuestFacts.Ready) talk.facts()).proof().proven()).isFalse();
  }

  @Test
  void runIsOfferedOnce() {
    prove(talk.hello());
    assertThat(talk.offer()).isTrue();
    assertThat(talk.offer()).isFalse();
    assertThat(((GuestFacts.Ready) talk.facts()).offered()).isTrue();
  }

  @Test
  void runIsOfferedAgainIfItCouldNotBeSent() {
    prove(talk.hello());
    talk.offer();
    talk.notSent(new OperatorFrame.Ping(1));
    assertThat(((GuestFacts.Ready) talk.facts()).offered()).isTrue();
    talk.notSent(RunPayload.of(Examples.session().getSpec(), Examples.plan()));
    assertThat(((GuestFacts.Ready) talk.facts()).offered()).isFalse();
    assertThat(talk.offer()).isTrue();
  }

  @Test
  void aGuestStillReadyAfterRunHasNotReceivedIt() {
    prove(talk.hello());
    var before = talk.ping();
    talk.offer();
    assertThat(pong(before.n(), "Ready")).as("asked before the offer").isEqualTo(NOTHING);
    assertThat(((GuestFacts.Ready) talk.facts()).offered()).isTrue();
    assertThat(pong(talk.ping().n(), "Ready")).isEqualTo(NEWS);
    assertThat(((GuestFacts.Ready) talk.facts()).offered()).isFalse();
  }

  @Test
  void aProofThatDoesNotArriveIsAskedForAgain() {
    var hello = talk.hello();
    assertThat(talk.signOfLife()).isInstanceOf(OperatorFrame.Ping.class);
    assertThat(talk.signOfLife()).isEqualTo(hello);
    prove(hello);
    assertThat(talk.facts()).isInstanceOf(GuestFacts.Ready.class);
    talk.offer();
    prove(hello);
    assertThat(((GuestFacts.Ready) talk.facts()).offered()).as("the second answer").isTrue();
    assertThat(talk.signOfLife()).isInstanceOf(OperatorFrame.Ping.class);
    assertThat(talk.signOfLife()).isInstanceOf(OperatorFrame.Ping.class);
  }

  @Test
  void aNewStreamOffersAgainAndTheGuestDropsTheRepeat() {
    prove(talk.hello());
    talk.offer();
    prove(talk.hello());
    assertThat(((GuestFacts.Ready) talk.facts()).offered()).isFalse();
  }

  @Test
  void startedAndResultAreNewsOnce() {
    prove(talk.hello());
    assertThat(started()).isEqualTo(NEWS);
    assertThat(started()).isEqualTo(NOTHING);
    assertThat(talk.facts()).isEqualTo(new GuestFacts.Started());
    assertThat(talk.offer()).as("nothing is offered to code that runs").isFalse();
    assertThat(talk.over()).isFalse();
    assertThat(result("first")).isEqualTo(NEWS);
    assertThat(result("second")).isEqualTo(NOTHING);
    assertThat(talk.over()).isTrue();
    assertThat(talk.facts())
        .isInstanceOfSatisfying(
            GuestFacts.Sealed.class,
            end -> {
              assertThat(end.result().message()).isEqualTo("first");
              assertThat(end.complete()).isTrue();
            });
  }

  @Test
  void aGuestThatNeverAnswersIsSilent() {
    talk.hello();
    clock.pass(Duration.ofSeconds(12));
    assertThat(talk.unanswered()).isFalse();
    clock.pass(Duration.ofSeconds(1));
    assertThat(talk.unanswered()).isTrue();
    talk.hello();
    assertThat(talk.facts()).isInstanceOf(GuestFacts.Unknown.class);
    talk.hello();
    assertThat(talk.facts()).isInstanceOf(GuestFacts.Silent.class);
    prove(talk.hello());
    assertThat(talk.facts()).as("until it speaks").isInstanceOf(GuestFacts.Ready.class);
  }

  @Test
  void anAttachThatFailsIsNotTheGuestsSilence() {
    for (int i = 0; i < 5; i++) {
      talk.hello();
      talk.failed("attach: 500");
    }
    assertThat(talk.facts()).isEqualTo(new GuestFacts.Unknown("attach: 500"));
  }

  @Test
  void whatIsNotSealedIsNoise() {
    assertThat(talk.hear("hello".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new Heard.Noise("NotAFrame"));
    var stranger = new Warden(SealKey.derive(new byte[32], Examples.UID, "pod-2"), Examples.UID, 1);
    assertThat(talk.hear(stranger.line("STARTED", "{\"run\":1,\"sinceStartMillis\":1}")))
        .isEqualTo(new Heard.Noise("BadSeal"));
    assertThat(talk.facts()).isEqualTo(new GuestFacts.Unknown(""));
  }

  @Test
  void aFalseSealFromAGuestThatHoldsTheKeyIsForgeryAndToldOnce() {
    prove(talk.hello());
    var stranger = new Warden(SealKey.derive(new byte[32], Examples.UID, "pod-2"), Examples.UID, 1);
    var forged = stranger.line("STARTED", "{\"run\":1,\"sinceStartMillis\":1}");
    assertThat(talk.hear(forged)).isEqualTo(new Heard.Forged());
    assertThat(talk.hear(forged)).isEqualTo(new Heard.Noise("BadSeal"));
    assertThat(talk.facts()).isInstanceOf(GuestFacts.Ready.class);
  }

  @Test
  void everyFrameHasANumberOfItsOwn() {
    assertThat(text(talk.encode(talk.hello()))).startsWith("cs1 HELLO 1 - {");
    assertThat(text(talk.encode(talk.ping()))).startsWith("cs1 PING 2 ");
    assertThat(text(talk.encode(talk.ping()))).startsWith("cs1 PING 3 ").contains("\"n\":2");
  }

  private Heard prove(OperatorFrame.Hello hello) {
    return hear("PROOF", proof(hello.nonce(), PROBE, "lo"));
  }

  private Heard started() {
    return hear("STARTED", "{\"run\":1,\"sinceStartMillis\":5}");
  }

  private Heard pong(long n, String state) {
    return hear(
        "PONG",
        "{\"n\":%d,\"state\":\"%s\",\"elapsedMillis\":0,\"cpuMillis\":0,\"memoryBytes\":0,\"stdoutBytes\":0,\"stderrBytes\":0}"
            .formatted(n, state));
  }

  private Heard result(String message) {
    var stream =
        "{\"head\":\"\",\"tail\":\"\",\"bytes\":0,\"truncated\":false,\"sha256\":\""
            + "0".repeat(64)
            + "\"}";
    return hear(
        "RESULT",
        "{\"run\":1,\"ending\":\"Exited\",\"message\":\""
            + message
            + "\",\"exitCode\":0,\"codeStarted\":true,\"stdout\":"
            + stream
            + ",\"stderr\":"
            + stream
            + ",\"artifacts\":[],\"artifactsOmitted\":[],\"usage\":{\"wallMillis\":1,\"cpuMillis\":1,"
            + "\"peakMemoryBytes\":1,\"diskBytes\":0,\"processes\":1}}");
  }

  @Test
  void aBrokenRuleIsToldOnce() {
    prove(talk.hello());
    started();
    assertThat(violation("/etc/shadow"))
        .isInstanceOfSatisfying(
            Heard.Alarm.class, alarm -> assertThat(alarm.violation().rule()).isEqualTo("R"));
    assertThat(violation("/etc/shadow")).isEqualTo(NOTHING);
    assertThat(talk.violations()).hasSize(1);
    assertThat(talk.facts()).isInstanceOf(GuestFacts.Started.class);
  }

  @Test
  void aGuestThatAlarmsForEverIsNotHeardForEver() {
    for (int i = 0; i < 1000; i++) {
      violation("/etc/" + i);
    }
    assertThat(talk.violations()).hasSize(32);
    assertThat(violation("/etc/more")).isEqualTo(NOTHING);
  }

  private Heard violation(String path) {
    return hear(
        "VIOLATION",
        "{\"run\":1,\"violation\":{\"rule\":\"R\",\"technique\":\"T1003\",\"priority\":\"Warning\",\"attempted\":\""
            + path
            + "\",\"action\":\"Recorded\",\"sinceStartMillis\":1,\"count\":1}}");
  }

  private Heard hear(String word, String json) {
    return talk.hear(warden.line(word, json));
  }

  private <T> T read(String yaml, Class<T> type) {
    return Serialization.unmarshal("---\n" + yaml.formatted(namespace), type);
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }

  private static String proof(String nonce, String probed, String link) {
    return """
        {"nonce":"%s","warden":"1","state":"Ready",
        "kernel":{"release":"6.12","bootId":"guest","uptimeMillis":1500},
        "network":{"interfaces":[{"name":"%s","up":true,"addresses":[]}],"routes":0,"resolvers":[]},
        "reach":[{"name":"metadata","address":"%s","outcome":"Unreachable","detail":""},
        {"name":"linklocal6","address":"[fe80::1%%eth0]:80","outcome":"Unreachable","detail":""}],
        "identity":{"pid":1,"uid":65532,"gid":65532,"groups":[65532],"capabilities":
        {"effective":"%5$s","permitted":"%5$s","bounding":"%5$s","inheritable":"%5$s","ambient":"%5$s"},
        "noNewPrivileges":true,"seccompMode":2,"serviceAccountToken":false,"kubernetesEnvironment":0},
        "confinement":{"features":["NoNewPrivileges","Seccomp","SocketFilter","NonDumpable","SyscallWatch"],
        "landlockAbi":0,"refusals":[]}}"""
        .formatted(nonce, link, probed, "", "0".repeat(16))
        .replace("\n", "");
  }
}
