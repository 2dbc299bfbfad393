package dev.codesession.bench;

import dev.codesession.api.v1alpha1.CodeSession;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sessions that have ended and lie around: copies of one that was really run. Made while no
 * operator runs, in the operator's name, since nobody else may write a status.
 */
final class FinishedSessions {
  private static final String NAMESPACE = "load-finished";
  private static final int AT_ONCE = 16;

  private final KubernetesClient asAdmin;
  private final KubernetesClient asOperator;
  private final CodeSession model;

  FinishedSessions(KubernetesClient asAdmin, KubernetesClient asOperator, CodeSession model) {
    this.asAdmin = asAdmin;
    this.asOperator = asOperator;
    this.model = model;
    asAdmin
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .serverSideApply();
  }

  /** Until there are so many of them in the cluster. */
  void fill(int total) throws Exception {
    var next = new AtomicInteger(count());
    int missing = total - next.get();
    new LoadScenario.ClosedLoop(AT_ONCE, Math.max(0, missing))
        .drive(() -> make("finished-" + next.incrementAndGet()));
  }

  private int count() {
    return asAdmin.resources(CodeSession.class).inNamespace(NAMESPACE).list().getItems().size();
  }

  private String make(String name) {
    var session = new CodeSession();
    session.setMetadata(new ObjectMetaBuilder().withNamespace(NAMESPACE).withName(name).build());
    session.setSpec(model.getSpec());
    var made = asAdmin.resource(session).create();
    made.setStatus(model.getStatus());
    asOperator.resource(made).updateStatus();
    return name;
  }
}
