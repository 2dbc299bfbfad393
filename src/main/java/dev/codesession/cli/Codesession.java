package dev.codesession.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code codesession}: the root of the commands. */
@Command(
    name = "codesession",
    description = "Looks at what the CodeSession operator has left.",
    mixinStandardHelpOptions = true,
    subcommands = {AuditCommand.class})
public final class Codesession {
  private Codesession() {}

  /** Exit codes: 0 all is well, 1 something was found, 2 it could not be looked at. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Codesession());
  }
}
