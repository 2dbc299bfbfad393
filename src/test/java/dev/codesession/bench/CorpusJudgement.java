package dev.codesession.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * One run against the header of its program. The status is read as plain JSON: what this version of
 * the API does not know yet is not an error.
 *
 * @param by the rules and endings that the verdict rests on
 * @param failure empty where the run is as the header says, or stronger
 */
record CorpusJudgement(
    CorpusProgram program, CorpusVerdict verdict, List<String> by, String failure) {

  private static final Set<String> LIMITS =
      Set.of(
          "WallTimeExceeded",
          "CpuTimeExceeded",
          "MemoryExceeded",
          "DiskExceeded",
          "OutputExceeded",
          "ProcessLimitExceeded");
  private static final Set<String> RAN = Set.of("Completed", "NonZeroExit", "Signalled");

  /** Endings that say nothing about the program. */
  private static final Set<String> INNOCENT = Set.of("Clean", "Suspicious");

  static CorpusJudgement of(CorpusProgram program, JsonNode status) {
    var effects = effects(status);
    var verdict = effects.isEmpty() ? verdict(status) : CorpusVerdict.EFFECT;
    if (!program.hostile()) {
      return new CorpusJudgement(
          program, verdict(status), names(status), disturbed(program, status));
    }
    var failure = "";
    if (verdict == CorpusVerdict.EFFECT) {
      failure = "had an effect: " + String.join("; ", effects);
    } else if (platformFailed(status)) {
      failure = "could not be run: " + outcome(status);
    } else if (verdict.weakerThan(program.expected())) {
      failure =
          "expected %s, was %s (ended %s)"
              .formatted(program.expected().word(), verdict.word(), reason(status));
    }
    return new CorpusJudgement(
        program, verdict, verdict == CorpusVerdict.EFFECT ? effects : names(status), failure);
  }

  static CorpusJudgement failed(CorpusProgram program, String why) {
    return new CorpusJudgement(
        program, CorpusVerdict.CONTAINED, List.of(), "could not be run: " + why);
  }

  /** A hostile program with an effect, or a benign one that was disturbed. */
  boolean grave() {
    return verdict == CorpusVerdict.EFFECT || (!program.hostile() && !failure.isEmpty());
  }

  private static CorpusVerdict verdict(JsonNode status) {
    if (reason(status).equals("PolicyViolation")) {
      return CorpusVerdict.TERMINATED;
    }
    return names(status).isEmpty() ? CorpusVerdict.CONTAINED : CorpusVerdict.DETECTED;
  }

  private static List<String> names(JsonNode status) {
    var found = new ArrayList<String>();
    for (var violation : status.path("violations")) {
      found.add(
          "%s (%s)".formatted(violation.path("rule").asText(), violation.path("action").asText()));
    }
    for (var match : status.path("scan").path("matches")) {
      found.add("scan: " + match.path("rule").asText());
    }
    if (LIMITS.contains(reason(status))) {
      found.add(reason(status));
    }
    return List.copyOf(found);
  }

  /** The lines with which a program says that it got through. */
  private static List<String> effects(JsonNode status) {
    var found = new ArrayList<String>();
    for (var stream : List.of("stdout", "stderr")) {
      for (var part : List.of("head", "tail")) {
        status
            .path(stream)
            .path(part)
            .asText()
            .lines()
            .filter(line -> line.startsWith("EFFECT"))
            .limit(3)
            .forEach(found::add);
      }
    }
    return List.copyOf(found);
  }

  private static String disturbed(CorpusProgram program, JsonNode status) {
    var refused =
        StreamSupport.stream(status.path("violations").spliterator(), false)
            .filter(violation -> !violation.path("action").asText().equals("Recorded"))
            .map(violation -> violation.path("rule").asText())
            .toList();
    var scan = status.path("scan").path("verdict").asText("Clean");
    if (!refused.isEmpty() || reason(status).equals("PolicyViolation")) {
      return "false positive: " + names(status) + outcome(status);
    }
    if (!INNOCENT.contains(scan)) {
      return "false positive: scan " + scan + " " + names(status);
    }
    int exit = status.path("outcome").path("exitCode").asInt(0);
    if (!RAN.contains(reason(status)) || exit != program.exit()) {
      return "broken: " + outcome(status) + "\n" + status.path("stderr").path("head").asText();
    }
    return "";
  }

  private static boolean platformFailed(JsonNode status) {
    return status.path("outcome").path("blame").asText().equals("Platform")
        || reason(status).equals("Rejected");
  }

  private static String reason(JsonNode status) {
    return status.path("outcome").path("reason").asText();
  }

  private static String outcome(JsonNode status) {
    return " " + reason(status) + ": " + status.path("outcome").path("message").asText();
  }
}
