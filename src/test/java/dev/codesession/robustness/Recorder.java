package dev.codesession.robustness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.OutcomeStatus;
import dev.codesession.robustness.Event.Incident;
import dev.codesession.robustness.Event.PodSeen;
import dev.codesession.robustness.Event.SessionSeen;
import dev.codesession.robustness.Event.WordHeard;
import dev.codesession.robustness.Event.Written;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Fills a history with what a client of the API sees, the node and the proxy. */
final class Recorder implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final History history;
  private final SimulatedCluster cluster;
  private final List<Watched<?>> watched;
  private int words;

  Recorder(History history, SimulatedCluster cluster) throws Exception {
    this.history = history;
    this.cluster = cluster;
    words = cluster.node().get("/words").size();
    var client = cluster.client();
    watched =
        List.of(
            new Watched<>(
                client.resources(CodeSession.class).inAnyNamespace(), history, Recorder::session),
            new Watched<>(
                client.pods().inAnyNamespace().withLabel(Names.ROLE_LABEL, Names.SANDBOX_ROLE),
                history,
                Recorder::pod),
            new Watched<>(
                client
                    .v1()
                    .events()
                    .inAnyNamespace()
                    .withField("involvedObject.kind", "CodeSession"),
                history,
                (event, gone) -> gone ? null : incident(event)));
  }

  /** The objects of one kind, on their way into the history. */
  private static final class Watched<T extends HasMetadata>
      implements ResourceEventHandler<T>, AutoCloseable {
    private final FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> objects;
    private final History history;
    private final BiFunction<T, Boolean, Event> event;

    /** What the history has: resource versions by UID, of those that are not gone. */
    private final Map<String, String> noted = new ConcurrentHashMap<>();

    private final SharedIndexInformer<T> informer;

    @SuppressWarnings("this-escape")
    Watched(
        FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> objects,
        History history,
        BiFunction<T, Boolean, Event> event) {
      this.objects = objects;
      this.history = history;
      this.event = event;
      informer = objects.inform(this);
    }

    @Override
    public void onAdd(T object) {
      add(object, false);
    }

    @Override
    public void onUpdate(T before, T now) {
      if (!version(before).equals(version(now))) {
        add(now, false);
      }
    }

    @Override
    public void onDelete(T object, boolean unknown) {
      add(object, true);
    }

    private void add(T object, boolean gone) {
      var made = event.apply(object, gone);
      if (made != null) {
        history.add(made);
      }
      var uid = object.getMetadata().getUid();
      if (gone) {
        noted.remove(uid);
      } else {
        noted.put(uid, version(object));
      }
    }

    /** Whether the history has everything that is there now, and nothing that is not. */
    boolean caughtUp() {
      return noted.equals(
          objects.list().getItems().stream()
              .collect(Collectors.toMap(o -> o.getMetadata().getUid(), Watched::version)));
    }

    private static String version(HasMetadata object) {
      return object.getMetadata().getResourceVersion();
    }

    @Override
    public void close() {
      informer.close();
    }
  }

  private static SessionSeen session(CodeSession session, boolean gone) {
    var meta = session.getMetadata();
    var status = session.getStatus();
    var outcome = status == null ? null : status.outcome();
    return new SessionSeen(
        Instant.now(),
        meta.getUid(),
        meta.getNamespace(),
        meta.getName(),
        Boolean.TRUE.equals(session.getSpec().cancel()),
        meta.getDeletionTimestamp() != null,
        gone,
        status == null ? null : status.phase(),
        status == null || status.attempt() == null ? 1 : status.attempt(),
        outcome == null ? null : outcome.reason(),
        outcome == null ? null : outcome.message(),
        outcome == null ? null : outcome.codeStarted(),
        outcome == null ? null : outcome.retrySafe(),
        status != null && status.usage() != null,
        destroyed(status, outcome),
        status == null || status.stdout() == null ? null : status.stdout().head());
  }

  private static boolean destroyed(CodeSessionStatus status, OutcomeStatus outcome) {
    return outcome != null
        && status.conditions().stream()
            .anyMatch(c -> c.type().equals("Destroyed") && c.status().equals("True"));
  }

  private static PodSeen pod(Pod pod, boolean gone) {
    var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return new PodSeen(
        Instant.now(),
        String.valueOf(pod.getMetadata().getLabels().get(Names.SESSION_UID_LABEL)),
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        pod.getMetadata().getDeletionTimestamp() != null
            || "Succeeded".equals(phase)
            || "Failed".equals(phase),
        gone);
  }

  private static Incident incident(io.fabric8.kubernetes.api.model.Event event) {
    return new Incident(
        Instant.now(),
        event.getInvolvedObject().getUid(),
        event.getMetadata().getName(),
        event.getReason());
  }

  /**
   * Adds what node and proxy have kept since the last time; the proxy begins anew. Waits until the
   * watches have brought what the API server has: whoever saw a session go saw it in another watch.
   */
  void collect() throws Exception {
    var until = Instant.now().plus(PATIENCE);
    while (!watched.stream().allMatch(Watched::caughtUp)) {
      if (Instant.now().isAfter(until)) {
        throw new IllegalStateException("the watches do not bring what the API server has");
      }
      Thread.sleep(20);
    }
    for (JsonNode word : cluster.node().get("/words?from=" + words)) {
      words++;
      var pod = word.path("pod").asText();
      history.add(
          new WordHeard(
              Instant.parse(word.path("time").asText()),
              session(pod),
              pod,
              word.path("word").asText(),
              word.path("body").asText()));
    }
    written();
  }

  /**
   * Adds the writes that the proxy has kept, which forgets them when it is told to hold another.
   */
  void written() throws Exception {
    for (JsonNode write : cluster.proxy().get("/points")) {
      history.add(
          new Written(
              Instant.parse(write.path("asked").asText()),
              write.path("verb").asText(),
              write.path("resource").asText(),
              write.path("namespace").asText(),
              write.path("name").asText(),
              write.path("phase").asText(),
              write.path("code").asInt()));
    }
  }

  /** How often the node has heard this since the recording began and before it was collected. */
  long heard(String word) throws Exception {
    long count = 0;
    for (JsonNode heard : cluster.node().get("/words?from=" + words)) {
      count += heard.path("word").asText().equals(word) ? 1 : 0;
    }
    return count;
  }

  /** A sandbox's name is the prefix, the session's UID and the attempt. */
  private static String session(String pod) {
    return pod.startsWith(Names.PREFIX)
        ? pod.substring(Names.PREFIX.length(), pod.lastIndexOf('-'))
        : "";
  }

  @Override
  public void close() {
    watched.forEach(Watched::close);
  }
}
