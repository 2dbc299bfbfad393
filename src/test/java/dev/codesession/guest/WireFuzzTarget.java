package dev.codesession.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.IsolationPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a fuzzer calls: the first byte says where the rest goes in. The build replays {@code
 * guest/fuzz-seeds.txt}, which Jazzer found; Jazzer 0.26.0 runs on JDK 25 with {@code
 * com.code_intelligence.jazzer.Jazzer --target_class=dev.codesession.guest.WireFuzzTarget
 * --instrumentation_includes=dev.codesession.guest.**} and these classes on its class path (0.24.0
 * cannot read them).
 */
public final class WireFuzzTarget {
  private static final List<String> WORDS =
      List.of("PROOF", "STARTED", "PONG", "RESULT", "SUMMARY");
  private static final Warden WARDEN = Warden.ofVectors();

  private WireFuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int where = (input[0] & 0xFF) % (WORDS.size() + 1);
    var body = Arrays.copyOfRange(input, 1, input.length);
    assertThat(WARDEN.reader().read(body)).isInstanceOf(Reading.Dropped.class);
    check(
        WARDEN
            .reader()
            .read(
                where < WORDS.size()
                    ? WARDEN.line(WORDS.get(where), 1, body)
                    : WARDEN.summary(body)));
  }

  /** Whatever was accepted is clean, and can be judged. */
  static void check(Reading reading) {
    if (reading instanceof Reading.Accepted(GuestFrame frame, long ignored)) {
      switch (frame) {
        case GuestFrame.Results(Result result) -> clean(result);
        case GuestFrame.Summary(var result) -> result.ifPresent(WireFuzzTarget::clean);
        case GuestFrame.Proof(Proof proof) -> {
          var policy = new IsolationPolicy(null, null, List.of());
          var status =
              ProofJudge.judge(proof, proof.nonce(), policy, new NodeFacts("", ""), Duration.ZERO);
          assertThat(status.proven()).isFalse();
        }
        case GuestFrame.Started started -> assertThat(started.run()).isPositive();
        case GuestFrame.Violated(int ignoredRun, Violation violation) -> clean(violation);
        case GuestFrame.Pong pong -> assertThat(pong.n()).isNotNegative();
      }
    }
  }

  private static void clean(Violation violation) {
    assertThat(UntrustedTextTest.isClean(violation.rule(), "")).isTrue();
    assertThat(UntrustedTextTest.isClean(violation.attempted(), "")).isTrue();
    assertThat(violation.attempted()).hasSizeLessThanOrEqualTo(Bounds.ATTEMPTED);
  }

  private static void clean(Result result) {
    result.violations().forEach(WireFuzzTarget::clean);
    assertThat(result.violations()).hasSizeLessThanOrEqualTo(Bounds.VIOLATIONS);
    assertThat(UntrustedTextTest.isClean(result.message(), "")).isTrue();
    assertThat(result.message()).hasSizeLessThanOrEqualTo(Bounds.MESSAGE);
    assertThat(result.artifacts())
        .allMatch(a -> UntrustedArtifacts.plain(a.path()))
        .hasSizeLessThanOrEqualTo(Bounds.ARTIFACTS);
    assertThat(result.artifactsOmitted()).allMatch(o -> UntrustedTextTest.isClean(o.path(), ""));
  }
}
