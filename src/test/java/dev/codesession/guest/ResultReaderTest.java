package dev.codesession.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.OmittedArtifact;
import dev.codesession.api.v1alpha1.ScanMatchStatus;
import dev.codesession.api.v1alpha1.ScanStatus;
import dev.codesession.api.v1alpha1.StreamStatus;
import dev.codesession.api.v1alpha1.UsageStatus;
import dev.codesession.guest.Reading.Reason;
import dev.codesession.guest.Result.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultReaderTest {
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /** An older warden does not send them. */
  private static final Set<String> SINCE_FINDINGS =
      Set.of("violations", "violationsOmitted", "scan");

  private static Reading read(Consumer<ObjectNode> change) {
    var body = Vectors.body("result");
    change.accept(body);
    return Warden.ofVectors().read("RESULT", body);
  }

  private static Result result(Consumer<ObjectNode> change) {
    return ((GuestFrame.Results) ((Reading.Accepted) read(change)).frame()).result();
  }

  private static void isDropped(Consumer<ObjectNode> change) {
    assertThat(read(change)).isEqualTo(new Reading.Dropped(Reason.BadBody));
  }

  @Test
  void theVectorIsUnderstoodWhole() {
    assertThat(result(r -> {}))
        .isEqualTo(
            new Result(
                1,
                Ending.Exited,
                "",
                0,
                null,
                true,
                new StreamStatus(
                    "hi\n",
                    null,
                    3L,
                    false,
                    "98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4"),
                new StreamStatus(null, null, 0L, false, EMPTY),
                List.of(
                    new ArtifactStatus(
                        "out/plot.png",
                        4L,
                        "0f4636c78f65d3639ece5a064b5ae753e3408614a14fb18ab4d7540d2c248543",
                        "image/png",
                        "iVBORw==",
                        null)),
                List.of(new OmittedArtifact("big.bin", "TooLarge")),
                new UsageStatus(31L, 20L, 9_437_184L, 4096L, 1),
                List.of(
                    new Violation(
                        "Outbound connection attempt",
                        "T1071",
                        "Notice",
                        "socket(AF_INET)",
                        Violation.Action.Refused,
                        Duration.ofMillis(12),
                        3)),
                0,
                new ScanStatus(
                    "Suspicious",
                    20L,
                    List.of(
                        new ScanMatchStatus(
                            "Encoded payload", "T1027", "main.py", "base64", 7L, 20L)))));
  }

  @Test
  void everyFieldIsRequired() {
    Vectors.body("result")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!SINCE_FINDINGS.contains(name)) {
                isDropped(r -> r.remove(name));
              }
            });
    for (var part : new String[] {"stdout", "stderr", "usage"}) {
      Vectors.body("result")
          .get(part)
          .fieldNames()
          .forEachRemaining(name -> isDropped(r -> ((ObjectNode) r.get(part)).remove(name)));
    }
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void everyEndingIsUnderstood(Ending ending) {
    var result = result(r -> r.put("ending", ending.name()).put("signal", "SIGSEGV"));
    assertThat(result.ending()).isEqualTo(ending);
    assertThat(result.exitCode()).isEqualTo(ending == Ending.Exited ? 0 : null);
    assertThat(result.signal()).isEqualTo(ending == Ending.Signalled ? "SIGSEGV" : null);
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void anEndingThatProvesAStartOverrulesTheFlag(Ending ending) {
    boolean started =
        result(r -> r.put("ending", ending.name()).put("codeStarted", false)).codeStarted();
    assertThat(started)
        .isEqualTo(
            switch (ending) {
              case Exited,
                  Signalled,
                  WallTimeExceeded,
                  CpuTimeExceeded,
                  MemoryExceeded,
                  OutputExceeded,
                  ProcessLimitExceeded ->
                  true;
              case DiskExceeded, Cancelled, Terminated, NotStarted, PolicyViolation -> false;
            });
    assertThat(result(r -> r.put("ending", ending.name())).codeStarted()).isTrue();
  }

  @Test
  void aResultWithoutFindingsHasNone() {
    var result = result(r -> r.remove(SINCE_FINDINGS));
    assertThat(result.violations()).isEmpty();
    assertThat(result.scan()).isNull();
  }

  @Test
  void findingsAreCleanedAndBounded() {
    var result =
        result(
            r -> {
              var list = r.withArray("violations");
              var one = (ObjectNode) list.get(0);
              one.put("attempted", "open(\u001b[31m/etc/shadow)" + "x".repeat(400));
              one.put("technique", "<script>").put("priority", "Loud").put("count", 0);
              for (int i = 0; i < 40; i++) {
                list.add(one.deepCopy());
              }
              ((ObjectNode) r.get("scan").get("matches").get(0)).put("layer", "../../x y");
            });
    assertThat(result.violations()).hasSize(Bounds.VIOLATIONS);
    assertThat(result.violationsOmitted()).isEqualTo(41 - Bounds.VIOLATIONS);
    var first = result.violations().getFirst();
    assertThat(first.attempted())
        .hasSizeLessThanOrEqualTo(Bounds.ATTEMPTED)
        .doesNotContain("\u001b");
    assertThat(first.technique()).isEmpty();
    assertThat(first.priority()).isEqualTo("Warning");
    assertThat(first.count()).isEqualTo(1);
    assertThat(first.toString()).doesNotContain("shadow");
    assertThat(result.scan().matches().getFirst().layer()).isNull();
  }

  @Test
  void exitCodesAreBytes() {
    assertThat(result(r -> r.put("exitCode", 255)).exitCode()).isEqualTo(255);
    isDropped(r -> r.put("exitCode", 256));
    isDropped(r -> r.put("exitCode", -1));
    isDropped(r -> r.put("exitCode", 1.5));
    isDropped(r -> r.putNull("exitCode"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIGRTMIN+3", "SIGKILL", "SIGRTMAX-14"})
  void signalsHaveNames(String name) {
    assertThat(result(r -> r.put("ending", "Signalled").put("signal", name)).signal())
        .isEqualTo(name);
  }

  /**
   * Go has no name for real-time signals: a code that ends itself by one must not lose its result.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", "SIG", "segv", "SIGSEGV\n", "SIG<script>", "SIGABCDEFGHIJKLMNOPQ"})
  void otherSignalsHaveNone(String name) {
    assertThat(result(r -> r.put("ending", "Signalled").put("signal", name)).signal())
        .isEqualTo("SIGUNKNOWN");
    assertThat(result(r -> r.put("ending", "Signalled")).signal()).isEqualTo("SIGUNKNOWN");
  }

  @Test
  void theMessageIsOneShortCleanLine() {
    var message = result(r -> r.put("message", "\u202Eevil\r\n" + "é".repeat(5000))).message();
    assertThat(message).startsWith("\\u202eevil\\u000d\\u000aé").hasSize(1024).endsWith("…");
  }

  @Test
  void numbersAreBounded() {
    isDropped(r -> r.withObject("/usage").put("wallMillis", -1));
    isDropped(r -> r.withObject("/usage").put("cpuMillis", 1L << 53));
    isDropped(r -> r.withObject("/usage").put("processes", 1L << 31));
    isDropped(r -> r.withObject("/stdout").put("bytes", -1));
    isDropped(r -> r.withObject("/stdout").put("sha256", EMPTY.toUpperCase(Locale.ROOT)));
    isDropped(r -> r.withObject("/stdout").put("head", "aGk"));
    isDropped(r -> r.withObject("/stdout").put("head", "aGl="));
    isDropped(r -> r.put("run", 0));
  }

  @Test
  void whatTheCodeWroteNeverShowsInALog() {
    assertThat(
            result(r -> r.withObject("/stdout").put("head", "c2VjcmV0").put("bytes", 6)).toString())
        .doesNotContain("secret");
  }

  @Test
  void theRecordItselfRefusesContradictions() {
    var none = new StreamStatus(null, null, 0L, false, EMPTY);
    var usage = new UsageStatus(0L, 0L, 0L, 0L, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Result(
                    1,
                    Ending.Exited,
                    "",
                    null,
                    null,
                    true,
                    none,
                    none,
                    List.of(),
                    List.of(),
                    usage,
                    List.of(),
                    0,
                    null));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Result(
                    1,
                    Ending.Cancelled,
                    "",
                    0,
                    null,
                    true,
                    none,
                    none,
                    List.of(),
                    List.of(),
                    usage,
                    List.of(),
                    0,
                    null));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Result(
                    1,
                    Ending.Exited,
                    "",
                    0,
                    "SIGKILL",
                    true,
                    none,
                    none,
                    List.of(),
                    List.of(),
                    usage,
                    List.of(),
                    0,
                    null));
  }
}
