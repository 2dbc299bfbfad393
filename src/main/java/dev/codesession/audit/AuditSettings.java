package dev.codesession.audit;

import dev.codesession.outbound.Collector;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the audit trail goes, read once from the environment.
 *
 * @param target CODESESSION_AUDIT, {@code Stdout} (default), {@code File}, {@code Otlp} or {@code
 *     None}
 * @param file of {@code File}; CODESESSION_AUDIT_FILE, no default
 * @param collector of {@code Otlp}; CODESESSION_AUDIT_ENDPOINT, and CODESESSION_AUDIT_SECRETS, a
 *     folder with any of ca.crt, tls.crt with tls.key, and token; no default
 * @param key folder with {@code key.pem}, a PKCS#8 private key (Ed25519 or EC P-256), to sign
 *     checkpoints with; CODESESSION_AUDIT_KEY, default none
 */
public record AuditSettings(
    Target target, @Nullable Path file, @Nullable Collector collector, @Nullable Path key) {
  private static final String TARGET = "CODESESSION_AUDIT";
  private static final String FILE = "CODESESSION_AUDIT_FILE";
  private static final String ENDPOINT = "CODESESSION_AUDIT_ENDPOINT";
  private static final String SECRETS = "CODESESSION_AUDIT_SECRETS";
  private static final String KEY = "CODESESSION_AUDIT_KEY";

  /** Where to. */
  public enum Target {
    /** Among the lines of the operator's log. */
    Stdout,
    /** A file of its own, on a volume. */
    File,
    /** A collector of OpenTelemetry, as bodies of log records. */
    Otlp,
    /** There is no trail. */
    None
  }

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException naming variable, value and what is allowed
   */
  public static AuditSettings from(Map<String, String> environment) {
    var target =
        switch (environment.getOrDefault(TARGET, "").strip()) {
          case "", "Stdout" -> Target.Stdout;
          case "File" -> Target.File;
          case "Otlp" -> Target.Otlp;
          case "None" -> Target.None;
          case String other ->
              throw new IllegalArgumentException(
                  TARGET + "=" + other + ": must be Stdout, File, Otlp or None");
        };
    var file = environment.getOrDefault(FILE, "").strip();
    if (target == Target.File && !file.startsWith("/")) {
      throw new IllegalArgumentException(
          FILE + "=" + file + ": must be an absolute path, since " + TARGET + " is File");
    }
    var collector = Collector.from(environment, ENDPOINT, SECRETS);
    if (target == Target.Otlp && collector.isEmpty()) {
      throw new IllegalArgumentException(
          ENDPOINT + "=: must be the URL of a collector, since " + TARGET + " is Otlp");
    }
    var key = environment.getOrDefault(KEY, "").strip();
    return new AuditSettings(
        target,
        target == Target.File ? Path.of(file) : null,
        collector.orElse(null),
        key.isEmpty() ? null : Path.of(key));
  }
}
