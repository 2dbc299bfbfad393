package dev.codesession.guest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.codesession.api.v1alpha1.CheckStatus;
import dev.codesession.api.v1alpha1.ConfinementFeature;
import dev.codesession.api.v1alpha1.IsolationPolicy;
import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.api.v1alpha1.KernelRequirement;
import dev.codesession.api.v1alpha1.NetworkRequirement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProofJudgeTest {
  private static final String NONCE = "AAECAwQFBgcICQoLDA0ODw==";
  private static final NodeFacts NODE =
      new NodeFacts("11111111-2222-3333-4444-abcdefabcdef", "6.8.0-node");
  private static final Duration AGE = Duration.ofSeconds(3);
  private static final IsolationPolicy SILENT = new IsolationPolicy(null, null, List.of());
  private static final IsolationPolicy STRICT =
      new IsolationPolicy(
          NetworkRequirement.NoInterface,
          KernelRequirement.Dedicated,
          List.of(ConfinementFeature.values()));
  private static final IsolationPolicy LAX =
      new IsolationPolicy(
          NetworkRequirement.Unreachable,
          KernelRequirement.Any,
          List.of(ConfinementFeature.NoNewPrivileges));

  private static Proof proof(Consumer<ObjectNode> change) {
    var body = Vectors.body("proof");
    change.accept(body);
    return ((GuestFrame.Proof) ((Reading.Accepted) Warden.ofVectors().read("PROOF", body)).frame())
        .proof();
  }

  private static IsolationStatus judge(Consumer<ObjectNode> change, IsolationPolicy policy) {
    return ProofJudge.judge(proof(change), NONCE, policy, NODE, AGE);
  }

  private static ObjectNode reach(ObjectNode proof) {
    return (ObjectNode) proof.get("reach").get(0);
  }

  private static void nic(ObjectNode proof, boolean up) {
    proof
        .withArray("/network/interfaces")
        .addObject()
        .put("name", "eth0")
        .put("up", up)
        .putArray("addresses")
        .add("10.0.0.7/24");
  }

  private static void without(ObjectNode proof, String feature) {
    var features = proof.withArray("/confinement/features");
    for (int i = features.size() - 1; i >= 0; i--) {
      if (features.get(i).textValue().equals(feature)) {
        features.remove(i);
      }
    }
  }

  private static Arguments defect(
      String check, String what, boolean alsoUnderLax, Consumer<ObjectNode> change) {
    return Arguments.of(check, what, alsoUnderLax, change);
  }

  static Stream<Arguments> defects() {
    var evidence =
        Stream.of(
            defect(
                "nonce", "of another HELLO", true, p -> p.put("nonce", "AAAAAAAAAAAAAAAAAAAAAA==")),
            defect("network.interfaces", "a NIC", false, p -> nic(p, true)),
            defect("network.interfaces", "a NIC that is down", false, p -> nic(p, false)),
            defect(
                "network.interfaces",
                "not measured",
                false,
                p -> p.withArray("/network/interfaces").removeAll()),
            defect(
                "network.routes", "a route", false, p -> p.withObject("/network").put("routes", 1)),
            defect(
                "network.routes",
                "not measured",
                false,
                p -> p.withObject("/network").put("routes", -1)),
            defect("network.reach", "connected", true, p -> reach(p).put("outcome", "Connected")),
            defect("network.reach", "refused", true, p -> reach(p).put("outcome", "Refused")),
            defect("network.reach", "timed out", false, p -> reach(p).put("outcome", "TimedOut")),
            defect("network.reach", "nothing tried", true, p -> p.withArray("/reach").removeAll()),
            defect(
                "serviceAccountToken",
                "mounted",
                true,
                p -> p.withObject("/identity").put("serviceAccountToken", true)),
            defect("nonRoot", "uid 0", true, p -> p.withObject("/identity").put("uid", 0)),
            defect("nonRoot", "gid 0", true, p -> p.withObject("/identity").put("gid", 0)),
            defect(
                "kernel.bootId",
                "the node's",
                false,
                p -> p.withObject("/kernel").put("bootId", NODE.bootId())),
            defect(
                "kernel.bootId",
                "the node's in capitals",
                false,
                p -> p.withObject("/kernel").put("bootId", NODE.bootId().toUpperCase(Locale.ROOT))),
            defect("kernel.bootId", "empty", false, p -> p.withObject("/kernel").put("bootId", "")),
            defect(
                "kernel.uptime",
                "older than the pod",
                false,
                p -> p.withObject("/kernel").put("uptimeMillis", 8001)));
    var capabilities =
        Stream.of("effective", "permitted", "inheritable", "ambient")
            .flatMap(
                set ->
                    Stream.of("0000000000000001", "8000000000000000")
                        .map(
                            bits ->
                                defect(
                                    "capabilities",
                                    set + " " + bits,
                                    true,
                                    p -> p.withObject("/identity/capabilities").put(set, bits))));
    var features =
        Stream.of(ConfinementFeature.values())
            .map(
                f ->
                    defect(
                        "confinement." + f,
                        "missing",
                        f == ConfinementFeature.NoNewPrivileges,
                        p -> without(p, f.name())));
    return Stream.of(evidence, capabilities, features).flatMap(s -> s);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("defects")
  void everySingleDefectCounts(
      String check, String what, boolean alsoUnderLax, Consumer<ObjectNode> change) {
    for (var policy : List.of(STRICT, LAX)) {
      var status = judge(change, policy);
      boolean demanded = policy.equals(STRICT) || alsoUnderLax;
      assertThat(status.proven()).isEqualTo(!demanded);
      assertThat(status.checks())
          .filteredOn(c -> Objects.equals(c.required(), true) && !Objects.equals(c.passed(), true))
          .extracting(CheckStatus::name)
          .isEqualTo(demanded ? List.of(check) : List.of());
    }
  }

  @Test
  void everyCheckIsReportedWhateverIsDemanded() {
    var names =
        List.of(
            "nonce",
            "network.interfaces",
            "network.routes",
            "network.reach",
            "serviceAccountToken",
            "capabilities",
            "nonRoot",
            "kernel.bootId",
            "kernel.uptime",
            "confinement.NoNewPrivileges",
            "confinement.Seccomp",
            "confinement.SocketFilter",
            "confinement.Landlock",
            "confinement.SignalScope",
            "confinement.TerminationLog",
            "confinement.NonDumpable",
            "confinement.SyscallWatch",
            "confinement.NoScratchExecution");
    for (var policy : List.of(STRICT, LAX, SILENT)) {
      var status = judge(p -> {}, policy);
      assertThat(status.proven()).isTrue();
      assertThat(status.checks()).extracting(CheckStatus::name).isEqualTo(names);
      assertThat(status.checks())
          .allSatisfy(
              c -> {
                assertThat(c.passed()).isTrue();
                assertThat(c.required()).isNotNull();
                assertThat(c.finding()).isNotBlank();
              });
    }
  }

  @Test
  void aSilentPolicyIsTheStrictDefault() {
    assertThat(judge(p -> {}, SILENT).checks())
        .filteredOn(c -> Objects.equals(c.required(), false))
        .extracting(CheckStatus::name)
        .containsExactly(
            "confinement.Landlock",
            "confinement.SignalScope",
            "confinement.TerminationLog",
            "confinement.SyscallWatch",
            "confinement.NoScratchExecution");
    assertThat(judge(p -> nic(p, true), SILENT).proven()).isFalse();
    assertThat(judge(p -> p.withObject("/kernel").put("bootId", NODE.bootId()), SILENT).proven())
        .isFalse();
  }

  @Test
  void anUnknownNodeProvesNothing() {
    var unknown = new NodeFacts("", "");
    var status = ProofJudge.judge(proof(p -> {}), NONCE, SILENT, unknown, AGE);
    assertThat(status.proven()).isFalse();
    assertThat(finding(status, "kernel.bootId"))
        .isEqualTo("the node's boot id is unknown; guest kernel 6.12.0, node kernel unknown");
    assertThat(ProofJudge.judge(proof(p -> {}), NONCE, LAX, unknown, AGE).proven()).isTrue();
  }

  @Test
  void noNonceIsNoAnswer() {
    assertThat(ProofJudge.judge(proof(p -> {}), "", LAX, NODE, AGE).proven()).isFalse();
  }

  @Test
  void theVmMayBeFiveSecondsOlderThanItsPod() {
    assertThat(judge(p -> p.withObject("/kernel").put("uptimeMillis", 8000), STRICT).proven())
        .isTrue();
    assertThat(
            finding(
                judge(p -> p.withObject("/kernel").put("uptimeMillis", 8001), STRICT),
                "kernel.uptime"))
        .isEqualTo("booted before its pod was made: not a fresh VM; up 8001 ms, pod 3000 ms old");
  }

  @Test
  void theBoundingSetIsReportedOnly() {
    var status =
        judge(
            p -> p.withObject("/identity/capabilities").put("bounding", "000001ffffffffff"),
            STRICT);
    assertThat(status.proven()).isTrue();
    assertThat(finding(status, "capabilities"))
        .isEqualTo("no capability held; bounding set 000001ffffffffff");
  }

  @Test
  void whatWasAskedMustHaveBeenTried() {
    var metadata = new OperatorFrame.Probe("metadata", "169.254.169.254:80");
    assertThat(ProofJudge.judge(proof(p -> {}), hello(metadata), STRICT, NODE, AGE).proven())
        .isTrue();
    var status =
        ProofJudge.judge(
            proof(p -> {}),
            hello(metadata, new OperatorFrame.Probe("dns", "10.96.0.10:53")),
            LAX,
            NODE,
            AGE);
    assertThat(status.proven()).isFalse();
    assertThat(finding(status, "network.reach")).isEqualTo("dns 10.96.0.10:53 was not tried");
    var moved =
        ProofJudge.judge(
            proof(p -> reach(p).put("address", "127.0.0.1:80")), hello(metadata), LAX, NODE, AGE);
    assertThat(moved.proven()).isFalse();
  }

  private static OperatorFrame.Hello hello(OperatorFrame.Probe... probes) {
    return new OperatorFrame.Hello(
        "s",
        1,
        Vectors.KEY,
        NONCE,
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        List.of(probes),
        Duration.ofMillis(200));
  }

  @Test
  void findingsSayWhatWasFound() {
    assertThat(finding(judge(p -> nic(p, true), STRICT), "network.interfaces"))
        .isEqualTo("besides lo: eth0 (up, 10.0.0.7/24)");
    assertThat(
            finding(
                judge(
                    p -> reach(p).put("outcome", "Refused").put("detail", "ECONNREFUSED"), STRICT),
                "network.reach"))
        .isEqualTo(
            "metadata 169.254.169.254:80 answered with a refusal, so it can be reached (ECONNREFUSED)");
    assertThat(
            finding(
                judge(p -> p.withObject("/kernel").put("bootId", NODE.bootId()), STRICT),
                "kernel.bootId"))
        .isEqualTo(
            "the same boot as the node: the kernel is shared; guest kernel 6.12.0, node kernel 6.8.0-node");
  }

  @Test
  void findingsAreCleanAndShort() {
    var status =
        judge(
            p -> {
              for (int i = 0; i < 60; i++) {
                var link =
                    p.withArray("/network/interfaces")
                        .addObject()
                        .put("name", "\u001b[2J\u202E" + i)
                        .put("up", true);
                link.putArray("addresses").add("x".repeat(500));
              }
              reach(p).put("name", "\r\n" + "y".repeat(500)).put("outcome", "Connected");
            },
            STRICT);
    assertThat(status.checks())
        .allSatisfy(
            c -> {
              assertThat(c.finding()).hasSizeLessThanOrEqualTo(200);
              assertThat(UntrustedTextTest.isClean(Objects.requireNonNull(c.finding()), ""))
                  .isTrue();
            });
  }

  private static String finding(IsolationStatus status, String check) {
    return status.checks().stream()
        .filter(c -> c.name().equals(check))
        .map(CheckStatus::finding)
        .findFirst()
        .orElseThrow();
  }
}
