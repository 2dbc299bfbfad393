package dev.codesession.cli;

import picocli.CommandLine.Command;

/** {@code codesession audit}. */
@Command(
    name = "audit",
    description = "The audit trail (docs/audit.md).",
    mixinStandardHelpOptions = true,
    subcommands = {VerifyCommand.class})
final class AuditCommand {}
