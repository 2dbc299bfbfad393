package dev.codesession.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorFrameTest {
  private static final OperatorFrame.RunLimits LIMITS =
      new OperatorFrame.RunLimits(1, 1, 1, 1, 1, 1);

  private static OperatorFrame.Run run(String code) {
    return new OperatorFrame.Run(
        1,
        "python",
        "main.py",
        code,
        List.of("python3"),
        List.of(),
        "secret input",
        Map.of("K", "secret value"),
        List.of(new OperatorFrame.RunFile("a", "c2VjcmV0")),
        LIMITS,
        new OperatorFrame.Capture(16_384, 16_384),
        new OperatorFrame.ArtifactRequest(List.of(), 1, 1, 1),
        new OperatorFrame.Monitoring("Terminate", Map.of(), List.of()),
        new OperatorFrame.Scan("Record", 100),
        false);
  }

  @Test
  void aLineOfExactlyTheCapIsWrittenAndOneByteMoreIsNot() {
    int frame = run("").encode(Vectors.KEY, "s", 1, 1).length;
    assertThat(run("x".repeat((4 << 20) - frame)).encode(Vectors.KEY, "s", 1, 1)).hasSize(4 << 20);
    var tooLong = run("x".repeat((4 << 20) - frame + 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tooLong.encode(Vectors.KEY, "s", 1, 1))
        .withMessageContaining("longer");
  }

  @Test
  void codeNeverShowsInALog() {
    assertThat(run("secret code").toString()).doesNotContain("secret");
  }

  @Test
  void codeCannotEndTheLine() {
    var line =
        new String(
            run("a\nb\r\u2028\"cs1 BYE").encode(Vectors.KEY, "s", 1, 1), StandardCharsets.UTF_8);
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "10.0.0.1:",
        ":80",
        "10.0.0.1:0",
        "fd00::1:80",
        "http://x:80/",
        "a b:80",
        ""
      })
  void aProbeThatTheWardenWouldNotDialIsRefused(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> new OperatorFrame.Probe("p", address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1:443", "[fd00::1]:53", "kube-dns.kube-system.svc:53"})
  void aProbeIsHostAndPort(String address) {
    assertThat(new OperatorFrame.Probe("p", address).address()).isEqualTo(address);
  }

  @Test
  void whatTheWardenWouldDropIsRefusedHere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OperatorFrame.RunLimits(1, 0, 1, 1, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new OperatorFrame.Capture(16_385, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new OperatorFrame.Capture(0, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OperatorFrame.ArtifactRequest(List.of(), 65, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OperatorFrame.ArtifactRequest(List.of(), 1, 1, 1_000_001));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OperatorFrame.Ping(1).encode(Vectors.KEY, "s", 1, 0));
  }
}
