package dev.codesession.audit;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.InputFile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the trail says of one session: who asked for what, by which rules, where it ran, what was
 * proven, what happened, and how it was destroyed. Of everything that a user or a guest has written
 * only digest and size are in it.
 */
public final class AuditRecords {
  static final String TYPE = "codesession.audit/v1";

  private static final String REQUESTED_BY = "codesession.dev/requested-by";

  private AuditRecords() {}

  /**
   * The record without its place in the chain.
   *
   * @param end {@code Destroyed}, or {@code Deleted} if the session goes before that is recorded
   * @param operator version of the operator that says so
   */
  public static Map<String, Object> of(CodeSession session, String end, String operator) {
    var record = new TreeMap<String, Object>();
    record.put("type", TYPE);
    record.put("end", end);
    record.put("operator", operator);
    record.put("session", subject(session));
    var spec = session.getSpec();
    if (spec != null) {
      record.put("request", request(spec, session.abridged() == null));
    }
    var status = session.getStatus();
    if (status != null) {
      putIfAny(record, "placement", StatusFacts.placement(status.sandbox()));
      putIfAny(record, "limits", StatusFacts.limits(status.sandbox()));
      putIfAny(record, "proof", StatusFacts.proof(status.isolation()));
      putIfAny(record, "outcome", StatusFacts.outcome(status.outcome()));
      putIfAny(record, "result", result(status));
      putIfAny(record, "scan", StatusFacts.scan(status.scan()));
      putIfAny(record, "usage", StatusFacts.usage(status.usage()));
      putIfAny(record, "timeline", StatusFacts.timeline(status.timeline()));
      putIfAny(record, "destruction", StatusFacts.destruction(status.destruction()));
      record.put("violations", status.violations().stream().map(StatusFacts::violation).toList());
    }
    return record;
  }

  private static void putIfAny(Map<String, Object> record, String name, Map<String, Object> part) {
    if (!part.isEmpty()) {
      record.put(name, part);
    }
  }

  private static Map<String, Object> subject(CodeSession session) {
    var meta = session.getMetadata();
    var annotations = Objects.requireNonNullElse(meta.getAnnotations(), Map.<String, String>of());
    return new Facts()
        .put("namespace", meta.getNamespace())
        .put("name", meta.getName())
        .put("uid", meta.getUid())
        .put("created", meta.getCreationTimestamp())
        .put("deleted", meta.getDeletionTimestamp())
        .put("requestedBy", annotations.get(REQUESTED_BY))
        .map();
  }

  /**
   * @param whole false for a session that was gone before its inputs could be read: nothing is said
   *     of them then
   */
  private static Map<String, Object> request(CodeSessionSpec spec, boolean whole) {
    return new Facts()
        .put("class", spec.className())
        .put("language", spec.language())
        .put("code", whole ? Facts.digest(spec.code()) : null)
        .put("stdin", whole ? Facts.digest(spec.stdin()) : null)
        .put("files", spec.files().stream().map(AuditRecords::file).toList())
        .put("arguments", whole ? spec.args().size() : null)
        .put("variables", whole ? spec.env().size() : null)
        .put("cancelled", spec.cancel())
        .put("regions", spec.residency() == null ? List.of() : spec.residency().regions())
        .map();
  }

  private static Map<String, Object> file(InputFile file) {
    var content = file.text() == null ? file.base64() : file.text();
    return new Facts()
        .put("path", Facts.digest(file.path()))
        .put("encoding", file.text() == null ? "base64" : "text")
        .put("content", Facts.digest(content))
        .map();
  }

  private static Map<String, Object> result(CodeSessionStatus status) {
    return new Facts()
        .put("stdout", StatusFacts.stream(status.stdout()))
        .put("stderr", StatusFacts.stream(status.stderr()))
        .put("artifacts", status.artifacts().stream().map(StatusFacts::artifact).toList())
        .put("artifactsOmitted", status.artifactsOmitted().size())
        .map();
  }

  /** Names and values in their order; what is absent is left out. */
  static final class Facts {
    private final Map<String, Object> facts = new TreeMap<>();

    Facts put(String name, @Nullable Object value) {
      switch (value) {
        case null -> {}
        case Map<?, ?> map when map.isEmpty() -> {}
        case List<?> list when list.isEmpty() -> {}
        default -> facts.put(name, value);
      }
      return this;
    }

    Map<String, Object> map() {
      return facts;
    }

    /** Digest and size of a text; nothing of an absent one. */
    static Map<String, Object> digest(@Nullable String text) {
      return text == null
          ? Map.of()
          : new Facts()
              .put("sha256", CanonicalJson.sha256(text).substring("sha256:".length()))
              .put("bytes", text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
              .map();
    }
  }
}
