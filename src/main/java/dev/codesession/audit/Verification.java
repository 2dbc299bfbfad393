package dev.codesession.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks exported lines against themselves and, where there is one, against the anchor of the
 * cluster. A line that stands there twice, the same to the letter, is no fault: a process that
 * crashed may have exported it twice. What is edited, missing, moved, inserted or cut off is named.
 */
public final class Verification {
  private final Map<String, List<Line>> chains = new LinkedHashMap<>();
  private final List<String> findings = new ArrayList<>();
  private int number;

  /**
   * What was found.
   *
   * @param records different ones
   * @param findings empty if all is well
   */
  public record Report(int chains, int records, List<String> findings) {
    public Report {
      findings = List.copyOf(findings);
    }
  }

  /** The next line of the file. */
  public void line(String text) {
    number++;
    var line = Line.read(number, text);
    if (line == null) {
      return;
    }
    if (!line.intact()) {
      findings.add(line.name() + " was edited: its digest is not that of its content");
    }
    if (!line.chain().isEmpty()) {
      chains.computeIfAbsent(line.chain(), any -> new ArrayList<>()).add(line);
    }
  }

  /**
   * After the last line.
   *
   * @param anchors those of the cluster; may be empty, and then a cut at the end cannot show
   */
  public Report report(List<Anchor> anchors) {
    var records = 0;
    for (var chain : chains.entrySet()) {
      records += chain(chain.getKey(), chain.getValue());
    }
    anchors.forEach(this::anchored);
    return new Report(chains.size(), records, findings);
  }

  private int chain(String name, List<Line> lines) {
    var bySequence = new TreeMap<Long, Line>();
    long highest = 0;
    for (Line line : lines) {
      var known = bySequence.putIfAbsent(line.sequence(), line);
      if (known != null) {
        if (!known.stated().equals(line.stated())) {
          findings.add(line.name() + " is another one than " + known.name());
        }
      } else if (line.sequence() < highest) {
        findings.add(line.name() + " was moved: it stands behind #" + highest);
      }
      highest = Math.max(highest, line.sequence());
    }
    Line before = null;
    for (Line line : bySequence.values()) {
      follows(name, before, line);
      before = line;
    }
    return bySequence.size();
  }

  private void follows(String name, @Nullable Line before, Line line) {
    long expected = before == null ? 1 : before.sequence() + 1;
    var previous = before == null ? Chain.GENESIS : before.stated();
    if (line.sequence() != expected) {
      findings.add(
          "chain "
              + Line.plain(name)
              + ": records "
              + range(expected, line.sequence() - 1)
              + " are missing before "
              + line.name());
    } else if (!line.previous().equals(previous)) {
      findings.add(
          line.name()
              + " does not follow "
              + (before == null ? "the beginning of its chain" : before.name()));
    }
  }

  private static String range(long from, long to) {
    return from == to ? "#" + from : "#" + from + " to #" + to;
  }

  /** Whether exactly this record is there. */
  boolean has(String chain, long sequence, String hash) {
    return chains.getOrDefault(chain, List.of()).stream()
        .anyMatch(l -> l.sequence() == sequence && l.stated().equals(hash) && l.intact());
  }

  private void anchored(Anchor anchor) {
    var lines = chains.getOrDefault(anchor.namespace(), List.of());
    var last = lines.stream().mapToLong(Line::sequence).max().orElse(0);
    if (last < anchor.sequence()) {
      findings.add(
          "chain "
              + Line.plain(anchor.namespace())
              + " was cut off: records "
              + range(last + 1, anchor.sequence())
              + " of its anchor are missing");
      return;
    }
    lines.stream()
        .filter(l -> l.sequence() == anchor.sequence() && !l.stated().equals(anchor.hash()))
        .findFirst()
        .ifPresent(l -> findings.add(l.name() + " is not the one that the anchor names"));
  }
}
