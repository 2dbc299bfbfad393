package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.audit.AuditRecords;
import dev.codesession.audit.Entry;
import dev.codesession.audit.Trail;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a session goes into the audit trail: once its end is confirmed in the status, in whichever
 * process sees that first; at the latest before its finalizer goes. Costs the session no write.
 */
public final class AuditBook {
  private final @Nullable Trail trail;
  private final Originals originals;
  private final String version;

  /**
   * @param trail null if there is to be none
   * @param version of this operator
   */
  public AuditBook(@Nullable Trail trail, Originals originals, String version) {
    this.trail = trail;
    this.originals = originals;
    this.version = version;
  }

  /** To be told of every session in every pass; one look into a map for those that are known. */
  void seen(CodeSession session) {
    if (trail != null && confirmed(session.getStatus()) && !trail.knows(uid(session))) {
      trail.record(entry(session));
    }
  }

  /** Whether its finalizer may go. */
  boolean released(CodeSession session) {
    return trail == null || trail.settled(entry(session));
  }

  private Entry entry(CodeSession session) {
    var status = session.getStatus();
    boolean destroyed = confirmed(status);
    return new Entry(
        session.getMetadata().getNamespace(),
        uid(session),
        destroyed ? instant(status) : null,
        () ->
            AuditRecords.of(
                originals.find(session).orElse(session),
                destroyed ? "Destroyed" : "Deleted",
                version));
  }

  private static String uid(CodeSession session) {
    return session.getMetadata().getUid();
  }

  private static boolean confirmed(@Nullable CodeSessionStatus status) {
    return status != null
        && status.destruction() != null
        && status.destruction().confirmed() != null;
  }

  private static @Nullable Instant instant(@Nullable CodeSessionStatus status) {
    try {
      return status == null || status.destruction() == null
          ? null
          : Instant.parse(status.destruction().confirmed());
    } catch (DateTimeException e) {
      return null;
    }
  }
}
