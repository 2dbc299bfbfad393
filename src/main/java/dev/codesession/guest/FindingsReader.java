package dev.codesession.guest;

import dev.codesession.api.v1alpha1.ScanMatchStatus;
import dev.codesession.api.v1alpha1.ScanStatus;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Violations and scan findings. Names are the warden's own and must look like names; what the code
 * chose (arguments, paths) is cleaned and cut.
 */
final class FindingsReader {
  private static final Pattern TECHNIQUE = Pattern.compile("(T[0-9]{4}([.][0-9]{3})?)?");
  private static final Pattern LAYER = Pattern.compile("[a-z0-9/+._-]{0,64}");

  /** Words of one kind: the first counts for everything unknown. */
  private enum Priority {
    Warning,
    Emergency,
    Alert,
    Critical,
    Error,
    Notice,
    Informational,
    Debug
  }

  private enum ScanVerdict {
    Clean,
    Suspicious,
    Malicious,
    Incomplete
  }

  private FindingsReader() {}

  /** An older warden does not send the list. */
  static List<Violation> violations(Fields result) {
    return result.has("violations")
        ? result.objects("violations").stream()
            .limit(Bounds.VIOLATIONS)
            .map(FindingsReader::violation)
            .toList()
        : List.of();
  }

  static long omitted(Fields result) {
    long beyond =
        result.has("violations")
            ? Math.max(0, result.objects("violations").size() - Bounds.VIOLATIONS)
            : 0;
    return beyond + (result.has("violationsOmitted") ? result.amount("violationsOmitted") : 0);
  }

  static Violation violation(Fields body) {
    return new Violation(
        name(body.text("rule")),
        technique(body),
        priority(body.text("priority")),
        UntrustedText.line(body.text("attempted"), Bounds.ATTEMPTED),
        body.word("action", Violation.Action.class),
        Duration.ofMillis(body.amount("sinceStartMillis")),
        Math.max(1, body.amount("count")));
  }

  static @Nullable ScanStatus scan(Fields result) {
    if (!result.has("scan")) {
      return null;
    }
    var scan = result.fields("scan");
    return new ScanStatus(
        scan.word("verdict", ScanVerdict.class).name(),
        scan.amount("score"),
        scan.objects("matches").stream()
            .limit(Bounds.SCAN_MATCHES)
            .map(FindingsReader::match)
            .toList());
  }

  private static ScanMatchStatus match(Fields match) {
    var layer = match.text("layer");
    return new ScanMatchStatus(
        name(match.text("rule")),
        technique(match),
        UntrustedText.line(match.text("file"), Bounds.PATH),
        layer.isEmpty() || !LAYER.matcher(layer).matches() ? null : layer,
        match.amount("offset"),
        match.amount("score"));
  }

  private static String name(String rule) {
    var clean = UntrustedText.line(rule, Bounds.WORD);
    if (clean.isEmpty()) {
      throw new Malformed("rule");
    }
    return clean;
  }

  private static String technique(Fields body) {
    var id = body.text("technique");
    return TECHNIQUE.matcher(id).matches() ? id : "";
  }

  private static String priority(String word) {
    for (var known : Priority.values()) {
      if (known.name().equals(word)) {
        return word;
      }
    }
    return Priority.Warning.name();
  }
}
