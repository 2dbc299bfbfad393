package dev.codesession.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.codesession.api.v1alpha1.CodeSession;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Optional;

/**
 * Sessions as the API server has them, where this process has less ({@link Abridgement}): one read,
 * none for a session that is whole.
 */
public final class Originals {
  private final KubernetesClient client;

  /** Not the client's own, which leaves the bulk out. */
  private final KubernetesSerialization whole =
      new KubernetesSerialization(new ObjectMapper(), false);

  public Originals(KubernetesClient client) {
    this.client = client;
  }

  /**
   * With everything.
   *
   * @return empty if it is gone
   */
  Optional<CodeSession> find(CodeSession session) {
    if (session.abridged() == null) {
      return Optional.of(session);
    }
    var meta = session.getMetadata();
    return Optional.ofNullable(client.raw(path(meta.getNamespace(), meta.getName())))
        .map(text -> whole.unmarshal(text, CodeSession.class))
        .filter(found -> meta.getUid().equals(found.getMetadata().getUid()));
  }

  /** Where a session is in the API, for requests that the typed client would change. */
  static String path(String namespace, String name) {
    return "/apis/codesession.dev/v1alpha1/namespaces/" + namespace + "/codesessions/" + name;
  }

  /** With its inputs, which are the same from its creation on. */
  CodeSession withInputs(CodeSession session) {
    return find(session).orElseThrow(() -> gone(session));
  }

  /** With its results; whether they are still these is what the lock of a write is for. */
  CodeSession withResults(CodeSession session) {
    var abridged = session.abridged();
    return abridged == null || abridged.results() == null
        ? session
        : find(session).orElseThrow(() -> gone(session));
  }

  private static IllegalStateException gone(CodeSession session) {
    return new IllegalStateException("session " + session.getMetadata().getUid() + " is gone");
  }
}
