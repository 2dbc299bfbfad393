package dev.codesession.guest;

import dev.codesession.api.v1alpha1.UsageStatus;
import dev.codesession.guest.Result.Ending;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * RESULT. What cannot be a result at all is dropped; what merely says more or longer than it may is
 * cut, because dropping it would lose the only result there is.
 */
final class ResultReader {
  private static final int HIGHEST_EXIT_CODE = 255;
  private static final Pattern SIGNAL = Pattern.compile("SIG[A-Z0-9+-]{1,16}");

  /** Real-time signals have no name everywhere. */
  private static final String NAMELESS = "SIGUNKNOWN";

  private ResultReader() {}

  static Result read(Fields body) {
    var ending = body.word("ending", Ending.class);
    var files =
        UntrustedArtifacts.read(body.objects("artifacts"), body.objects("artifactsOmitted"));
    return new Result(
        BodyReader.run(body),
        ending,
        UntrustedText.line(body.text("message"), Bounds.MESSAGE),
        exitCode(body, ending),
        signal(body, ending),
        // Doubt goes to "started": the other error would call a second run safe.
        body.flag("codeStarted") || ending.provesStart(),
        UntrustedStream.read(body.fields("stdout")),
        UntrustedStream.read(body.fields("stderr")),
        files.kept(),
        files.omitted(),
        usage(body.fields("usage")),
        FindingsReader.violations(body),
        FindingsReader.omitted(body),
        FindingsReader.scan(body));
  }

  private static @Nullable Integer exitCode(Fields body, Ending ending) {
    return ending == Ending.Exited ? (int) body.number("exitCode", 0, HIGHEST_EXIT_CODE) : null;
  }

  private static @Nullable String signal(Fields body, Ending ending) {
    if (ending != Ending.Signalled) {
      return null;
    }
    var name = body.optionalText("signal");
    return name != null && SIGNAL.matcher(name).matches() ? name : NAMELESS;
  }

  private static UsageStatus usage(Fields usage) {
    return new UsageStatus(
        usage.amount("wallMillis"),
        usage.amount("cpuMillis"),
        usage.amount("peakMemoryBytes"),
        usage.amount("diskBytes"),
        usage.count("processes"));
  }
}
