package dev.codesession.alerts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * One thing that happened. Its id follows from what it is about and what happened, so whoever finds
 * it again, after a restart for example, raises the same one.
 *
 * @param id {@code csi-} and 32 hexadecimal digits
 * @param time when it was detected
 * @param rule name of the broken rule, or of the object that was tampered with; else the kind
 * @param technique MITRE ATT&amp;CK id; may be empty
 * @param action what was done about it, in one word
 * @param detail what was attempted or found: hostile text, capped and escaped; may be empty
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Incident(
    String id,
    IncidentKind kind,
    Priority priority,
    Instant time,
    Subject subject,
    String rule,
    String technique,
    String action,
    String detail) {
  private static final int RULE_LIMIT = 128;

  public Incident {
    rule = HostileText.of(rule, RULE_LIMIT);
    technique = HostileText.of(technique, RULE_LIMIT);
    action = HostileText.of(action, RULE_LIMIT);
    detail = HostileText.of(detail, HostileText.LIMIT);
  }

  /**
   * The id of what happened to one thing.
   *
   * @param uid of the session, or whatever names the thing for ever
   * @param what tells it from all else that may happen to it
   */
  public static String id(IncidentKind kind, String uid, String... what) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      add(digest, kind.name());
      add(digest, uid);
      for (String part : what) {
        add(digest, part);
      }
      return "csi-" + HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With its length, so that no two lists of parts look the same. */
  private static void add(MessageDigest digest, String part) {
    var bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  /** Without what the code chose: it is never logged. */
  @Override
  public String toString() {
    return "Incident[id=" + id + ", kind=" + kind + ", rule=" + rule + "]";
  }
}
