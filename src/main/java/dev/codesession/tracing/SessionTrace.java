package dev.codesession.tracing;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.TimelineStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a trace says of a session: the steps that the status has both ends of. Derived at the end,
 * so that an operator that dies in between loses none of it.
 *
 * @param parent W3C traceparent as the session's annotation has it
 * @param outcome why it ended, null if that is not known
 */
record SessionTrace(
    Span whole,
    List<Span> steps,
    Map<String, String> attributes,
    @Nullable String parent,
    @Nullable OutcomeReason outcome) {
  SessionTrace {
    steps = List.copyOf(steps);
    attributes = Map.copyOf(attributes);
  }

  /** Empty for a session of which no instant is known. */
  static Optional<SessionTrace> of(CodeSession session, CodeSessionStatus status) {
    var line = status.timeline();
    if (line == null) {
      return Optional.empty();
    }
    var instants = instants(line);
    if (instants.isEmpty()) {
      return Optional.empty();
    }
    var outcome = status.outcome();
    var annotations = session.getMetadata().getAnnotations();
    return Optional.of(
        new SessionTrace(
            new Span("codesession", instants.getFirst(), instants.getLast()),
            steps(line),
            attributes(session, status),
            annotations == null ? null : annotations.get(Names.TRACEPARENT_ANNOTATION),
            outcome == null ? null : outcome.reason()));
  }

  private static List<Instant> instants(TimelineStatus line) {
    return Stream.of(
            line.accepted(),
            line.created(),
            line.booted(),
            line.proven(),
            line.started(),
            line.ended(),
            line.recorded(),
            line.destroyed())
        .flatMap(text -> instant(text).stream())
        .sorted()
        .toList();
  }

  private static List<Span> steps(TimelineStatus line) {
    return Stream.of(
            step("queue", line.accepted(), line.created()),
            step("sandbox", line.created(), line.booted()),
            step("proof", line.booted(), line.proven()),
            step("start", line.proven(), line.started()),
            step("run", line.started(), line.ended()),
            step("collect", line.ended(), line.recorded()),
            step("destroy", line.recorded(), line.destroyed()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Span> step(String name, @Nullable String from, @Nullable String to) {
    return instant(from).flatMap(began -> instant(to).map(ended -> new Span(name, began, ended)));
  }

  /** Empty for what is no timestamp: somebody else may have written to the status. */
  private static Optional<Instant> instant(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> attributes(CodeSession session, CodeSessionStatus status) {
    var meta = session.getMetadata();
    var all = new LinkedHashMap<String, String>();
    put(all, "k8s.namespace.name", meta.getNamespace());
    put(all, "codesession.session.name", meta.getName());
    put(all, "codesession.session.uid", meta.getUid());
    var spec = session.getSpec();
    if (spec != null) {
      put(all, "codesession.class", spec.className());
      put(all, "codesession.language", spec.language());
    }
    var outcome = status.outcome();
    if (outcome != null && outcome.reason() != null) {
      put(all, "codesession.outcome", outcome.reason().name());
    }
    var sandbox = status.sandbox();
    if (sandbox != null) {
      put(all, "k8s.pod.name", sandbox.podName());
      put(all, "k8s.node.name", sandbox.node());
      put(all, "cloud.region", sandbox.region());
    }
    return all;
  }

  private static void put(Map<String, String> all, String key, @Nullable String value) {
    if (value != null) {
      all.put(key, value);
    }
  }
}
