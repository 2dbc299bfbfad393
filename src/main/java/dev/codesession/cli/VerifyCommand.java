package dev.codesession.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codesession.audit.Anchor;
import dev.codesession.audit.SignedCheckpoints;
import dev.codesession.audit.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code codesession audit verify}: checks the chains in a file, offline. */
@Command(
    name = "verify",
    description =
        "Checks exported audit records: names every one that was edited, removed, moved, inserted or cut off.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private static final int FOUND = 1;
  private static final int UNREADABLE = 2;

  @Spec @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "JSON lines as the operator exported them; other lines are passed over.")
  @Nullable Path file;

  @Option(
      names = "--anchor",
      paramLabel = "FILE",
      description =
          "Anchors of the cluster, without which a cut at the end cannot show: kubectl get configmaps -n codesession-system -l codesession.dev/role=audit-anchor -o json")
  @Nullable Path anchor;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "Public key (PEM): every signed checkpoint must be genuine, and there must be one.")
  @Nullable Path key;

  @Override
  public Integer call() {
    var out = command().getOut();
    try {
      var report = report();
      report.findings().forEach(out::println);
      out.println(
          report.records()
              + " records in "
              + report.chains()
              + " chains, "
              + report.findings().size()
              + " findings"
              + (anchor == null ? " (without an anchor, a cut at the end cannot show)" : ""));
      return report.findings().isEmpty() ? CommandLine.ExitCode.OK : FOUND;
    } catch (IOException | IllegalArgumentException e) {
      command().getErr().println("cannot be verified: " + e.getMessage());
      return UNREADABLE;
    }
  }

  private CommandLine command() {
    return java.util.Objects.requireNonNull(spec).commandLine();
  }

  private Verification.Report report() throws IOException {
    var verification = new Verification();
    var signed = key == null ? null : new SignedCheckpoints(Files.readString(key));
    try (var lines = Files.lines(java.util.Objects.requireNonNull(file))) {
      lines.forEach(
          line -> {
            verification.line(line);
            if (signed != null) {
              signed.line(line);
            }
          });
    } catch (java.io.UncheckedIOException e) {
      throw new IOException(file + " is no text in UTF-8", e);
    }
    var report = verification.report(anchor == null ? List.of() : anchors(anchor));
    if (signed == null) {
      return report;
    }
    var findings = new ArrayList<>(report.findings());
    findings.addAll(signed.findings(verification));
    return new Verification.Report(report.chains(), report.records(), findings);
  }

  /** One ConfigMap, a list of them as kubectl prints it, or the bare anchor. */
  private static List<Anchor> anchors(Path file) throws IOException {
    var tree = new JsonMapper().readTree(Files.readString(file));
    var anchors = new ArrayList<Anchor>();
    if (tree.has("items")) {
      tree.get("items").forEach(item -> anchors.add(anchor(item)));
    } else {
      anchors.add(anchor(tree));
    }
    if (anchors.isEmpty()) {
      throw new IllegalArgumentException(file + " holds no anchor");
    }
    return anchors;
  }

  private static Anchor anchor(JsonNode object) {
    var text = object.at("/data/anchor.json");
    return Anchor.read(text.isTextual() ? text.asText() : object.toString());
  }
}
