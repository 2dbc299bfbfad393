package dev.codesession.robustness;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.session.RecordedReader;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A namespace of its own; deleted, and gone, at the end. */
final class TestNamespace implements AutoCloseable {
  /** No promise about speed: only an end to waiting. */
  private static final int PATIENCE_SECONDS = 90;

  private final KubernetesClient client;
  private final String name;

  TestNamespace(KubernetesClient client, String prefix) {
    this.client = client;
    name = prefix + "-" + UUID.randomUUID().toString().substring(0, 6);
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    // Without it the API server refuses pods.
    client
        .serviceAccounts()
        .inNamespace(name)
        .withName("default")
        .waitUntilCondition(Objects::nonNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  String name() {
    return name;
  }

  CodeSession create(CodeSession session) {
    return client.resource(session).inNamespace(name).create();
  }

  void cancel(String session) {
    session(session).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"cancel\":true}}");
  }

  CodeSessionStatus destroyed(CodeSession session) {
    return session(session.getMetadata().getName())
        .waitUntilCondition(TestNamespace::isDestroyed, PATIENCE_SECONDS, TimeUnit.SECONDS)
        .getStatus();
  }

  static boolean isDestroyed(CodeSession session) {
    return session != null
        && session.getStatus() != null
        && session.getStatus().conditions().stream()
            .anyMatch(c -> c.type().equals("Destroyed") && c.status().equals("True"));
  }

  /** Until it is as far as that. */
  void reached(CodeSession session, Phase phase) {
    session(session.getMetadata().getName())
        .waitUntilCondition(
            s -> s != null && s.getStatus() != null && s.getStatus().phase() == phase,
            PATIENCE_SECONDS,
            TimeUnit.SECONDS);
  }

  /** Until it says that its VM should be gone and is not. */
  void raised(CodeSession session) {
    session(session.getMetadata().getName())
        .waitUntilCondition(
            s -> s != null && RecordedReader.alarmed(s.getStatus()),
            PATIENCE_SECONDS,
            TimeUnit.SECONDS);
  }

  List<Pod> pods(CodeSession session) {
    return client
        .pods()
        .inNamespace(name)
        .withLabel(Names.SESSION_UID_LABEL, session.getMetadata().getUid())
        .list()
        .getItems();
  }

  List<CodeSession> sessions() {
    return client.resources(CodeSession.class).inNamespace(name).list().getItems();
  }

  /** Deletes it and does not wait. */
  void forget(String session) {
    session(session).delete();
  }

  /** Until it is gone. */
  void delete(String session) {
    session(session).delete();
    session(session).waitUntilCondition(Objects::isNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private Resource<CodeSession> session(String session) {
    return client.resources(CodeSession.class).inNamespace(name).withName(session);
  }

  @Override
  public void close() {
    client.namespaces().withName(name).delete();
  }
}
