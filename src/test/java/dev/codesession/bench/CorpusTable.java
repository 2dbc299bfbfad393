package dev.codesession.bench;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Counts by family, and below them every difference; docs/corpus.md says how to read it. */
final class CorpusTable {
  private CorpusTable() {}

  static String of(List<CorpusJudgement> judgements) {
    return section(judgements, CorpusTable::isHostile, CorpusTable::hostile, HOSTILE)
        + "\n"
        + section(judgements, j -> !isHostile(j), CorpusTable::benign, BENIGN)
        + notes(judgements);
  }

  private static final String HOSTILE =
      row("hostile", "programs", "terminated", "detected", "contained", "missed", "effects");
  private static final String BENIGN =
      row("benign", "programs", "clean", "noted", "false or broken");

  private static boolean isHostile(CorpusJudgement judgement) {
    return judgement.program().hostile();
  }

  private static String section(
      List<CorpusJudgement> judgements,
      Predicate<CorpusJudgement> chosen,
      Function<List<CorpusJudgement>, Object[]> count,
      String heading) {
    var mine = judgements.stream().filter(chosen).toList();
    var families =
        mine.stream()
            .collect(
                Collectors.groupingBy(
                    judgement -> judgement.program().family(), TreeMap::new, Collectors.toList()));
    var text = new StringBuilder(heading);
    families.forEach((family, some) -> text.append(row(family, count.apply(some))));
    return text.append(row("all", count.apply(mine))).toString();
  }

  private static Object[] hostile(List<CorpusJudgement> some) {
    return new Object[] {
      some.size(),
      having(some, CorpusVerdict.TERMINATED),
      having(some, CorpusVerdict.DETECTED),
      having(some, CorpusVerdict.CONTAINED),
      some.stream().filter(j -> !j.failure().isEmpty() && !j.grave()).count(),
      having(some, CorpusVerdict.EFFECT)
    };
  }

  private static Object[] benign(List<CorpusJudgement> some) {
    var good = some.stream().filter(j -> j.failure().isEmpty()).toList();
    long noted = good.stream().filter(j -> !j.by().isEmpty()).count();
    return new Object[] {some.size(), good.size() - noted, noted, some.size() - good.size()};
  }

  private static long having(List<CorpusJudgement> some, CorpusVerdict verdict) {
    return some.stream().filter(j -> j.verdict() == verdict).count();
  }

  private static String row(String first, Object... counts) {
    var text = new StringBuilder(String.format(Locale.ROOT, "%-20s", first));
    for (var count : counts) {
      text.append(String.format(Locale.ROOT, " %10s", count));
    }
    return text.append('\n').toString();
  }

  private static String notes(List<CorpusJudgement> judgements) {
    var text = new StringBuilder();
    for (var judgement : judgements) {
      var name = judgement.program().name();
      if (!judgement.failure().isEmpty()) {
        text.append(name).append(": ").append(judgement.failure()).append('\n');
      } else if (!isHostile(judgement) && !judgement.by().isEmpty()) {
        text.append(name).append(": noted only: ").append(judgement.by()).append('\n');
      }
    }
    return text.toString();
  }
}
