package dev.codesession.audit;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the audit trail goes, read once from the environment.
 *
 * @param target CODESESSION_AUDIT, {@code Stdout} (default), {@code File} or {@code None}
 * @param file of {@code File}; CODESESSION_AUDIT_FILE, no default
 * @param key folder with {@code key.pem}, a PKCS#8 private key (Ed25519 or EC P-256), to sign
 *     checkpoints with; CODESESSION_AUDIT_KEY, default none
 */
public record AuditSettings(Target target, @Nullable Path file, @Nullable Path key) {
  private static final String TARGET = "CODESESSION_AUDIT";
  private static final String FILE = "CODESESSION_AUDIT_FILE";
  private static final String KEY = "CODESESSION_AUDIT_KEY";

  /** Where to. */
  public enum Target {
    /** Among the lines of the operator's log. */
    Stdout,
    /** A file of its own, on a volume. */
    File,
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
          case "None" -> Target.None;
          case String other ->
              throw new IllegalArgumentException(
                  TARGET + "=" + other + ": must be Stdout, File or None");
        };
    var file = environment.getOrDefault(FILE, "").strip();
    if (target == Target.File && !file.startsWith("/")) {
      throw new IllegalArgumentException(
          FILE + "=" + file + ": must be an absolute path, since " + TARGET + " is File");
    }
    var key = environment.getOrDefault(KEY, "").strip();
    return new AuditSettings(
        target, target == Target.File ? Path.of(file) : null, key.isEmpty() ? null : Path.of(key));
  }
}
