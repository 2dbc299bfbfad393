package dev.codesession.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusJudgementTest {
  private static final String RAN = "{'outcome':{'reason':'Completed','exitCode':0}}";

  @ParameterizedTest(name = "{0} expected, {1}: {2}")
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "contained  | {'outcome':{'reason':'Completed'}} | CONTAINED | false",
        "detected   | {'outcome':{'reason':'Completed'}} | CONTAINED | true",
        "detected   | {'outcome':{'reason':'PolicyViolation'}} | TERMINATED | false",
        "detected   | {'outcome':{'reason':'DiskExceeded'}} | DETECTED | false",
        "detected   | {'outcome':{'reason':'Completed'},'scan':{'matches':[{'rule':'R'}]}} | DETECTED | false",
        "terminated | {'outcome':{'reason':'Completed'},'violations':[{'rule':'R','action':'Refused'}]} | DETECTED | true",
        "contained  | {'outcome':{'reason':'Completed'},'stderr':{'tail':'x\\nEFFECT y'}} | EFFECT | true",
        "contained  | {'outcome':{'reason':'Lost','blame':'Platform'}} | CONTAINED | true"
      })
  void hostilePrograms(String expected, String status, CorpusVerdict verdict, boolean fails) {
    var judgement = CorpusJudgement.of(hostile(expected), json(status));
    assertThat(judgement.verdict()).isEqualTo(verdict);
    assertThat(!judgement.failure().isEmpty()).isEqualTo(fails);
    assertThat(judgement.grave()).isEqualTo(verdict == CorpusVerdict.EFFECT);
  }

  @ParameterizedTest(name = "{0}: grave {1}")
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        RAN + " | false",
        "{'outcome':{'reason':'Completed'},'violations':[{'rule':'R','action':'Recorded'}]} | false",
        "{'outcome':{'reason':'Completed'},'violations':[{'rule':'R','action':'Refused'}]} | true",
        "{'outcome':{'reason':'PolicyViolation'}} | true",
        "{'outcome':{'reason':'NonZeroExit','exitCode':2}} | true",
        "{'outcome':{'reason':'MemoryExceeded'}} | true",
        "{'outcome':{'reason':'Completed'},'scan':{'verdict':'Suspicious','matches':[{'rule':'R'}]}} | false",
        "{'outcome':{'reason':'Completed'},'scan':{'verdict':'Malicious'}} | true"
      })
  void benignPrograms(String status, boolean grave) {
    assertThat(CorpusJudgement.of(benign(), json(status)).grave()).isEqualTo(grave);
  }

  @Test
  void anExpectedFailureIsNoFailure() {
    var program = CorpusProgram.parse("benign/f/x.py", "# does: x\n# expect: clean\n# exit: 3\n");
    var status = json("{'outcome':{'reason':'NonZeroExit','exitCode':3}}");
    assertThat(CorpusJudgement.of(program, status).failure()).isEmpty();
  }

  @Test
  void headersAreRead() {
    var program =
        CorpusProgram.parse(
            "hostile/f/x.js",
            "// tries: a\n// expect: detected\n// limits: cpuMillis=500 processes=8\n// stdin: a\\n\ncode\n");
    assertThat(program.expected()).isEqualTo(CorpusVerdict.DETECTED);
    assertThat(program.limits()).containsEntry("cpuMillis", 500L).containsEntry("processes", 8L);
    assertThat(program.stdin()).isEqualTo("a\n");
    assertThat(program.language()).isEqualTo("javascript");
    assertThatThrownBy(() -> CorpusProgram.parse("hostile/f/x.py", "print()\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theWholeCorpusDescribesItself() throws IOException {
    var programs = CorpusProgram.all(Path.of("src/test/corpus"));
    assertThat(programs.stream().filter(CorpusProgram::hostile)).hasSizeGreaterThanOrEqualTo(160);
    assertThat(programs.stream().filter(p -> !p.hostile())).hasSizeGreaterThanOrEqualTo(155);
  }

  @Test
  void theTableCountsAndNamesDifferences() {
    var missed = CorpusJudgement.of(hostile("detected"), json(RAN));
    var noted =
        CorpusJudgement.of(
            benign(),
            json(
                "{'outcome':{'reason':'Completed'},'violations':[{'rule':'R','action':'Recorded'}]}"));
    var table = CorpusTable.of(List.of(missed, noted));
    assertThat(table)
        .containsPattern("f +1 +0 +0 +1 +1 +0\n")
        .containsPattern("g +1 +0 +1 +0\n")
        .contains("hostile/f/x.py: expected detected, was contained")
        .contains("benign/g/x.py: noted only: [R (Recorded)]");
  }

  private static CorpusProgram hostile(String expected) {
    return CorpusProgram.parse("hostile/f/x.py", "# tries: x\n# expect: " + expected + "\n");
  }

  private static CorpusProgram benign() {
    return CorpusProgram.parse("benign/g/x.py", "# does: x\n# expect: clean\n");
  }

  private static com.fasterxml.jackson.databind.JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
