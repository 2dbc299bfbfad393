package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codesession.api.v1alpha1.Blame;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.ConfinementFeature;
import dev.codesession.api.v1alpha1.IsolationPolicy;
import dev.codesession.api.v1alpha1.KernelRequirement;
import dev.codesession.api.v1alpha1.Limits;
import dev.codesession.api.v1alpha1.NetworkRequirement;
import dev.codesession.api.v1alpha1.OutcomeReason;
import dev.codesession.api.v1alpha1.Phase;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What never runs: bad specs, platforms that cannot, guests that do not prove themselves. */
final class RefusalsIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  /** Would show in the status if it ever ran. */
  private static final String CODE = "print('the code ran')";

  private static void neverRan(
      CodeSession session, CodeSessionStatus status, OutcomeReason reason, Blame blame) {
    assertThat(status.outcome().reason()).as(status.outcome().message()).isEqualTo(reason);
    assertThat(status.outcome().blame()).isEqualTo(blame);
    assertThat(status.outcome().codeStarted()).isFalse();
    assertThat(status.outcome().retrySafe()).isTrue();
    assertThat(status.stdout()).isNull();
    assertThat(cluster.pods(session)).isEmpty();
  }

  @Test
  void unknownClass() {
    var session = cluster.create(Sessions.python("no-such-class", CODE));
    var status = cluster.destroyed(session);
    neverRan(session, status, OutcomeReason.Rejected, Blame.User);
    assertThat(status.outcome().message()).contains("spec.className").contains("no-such-class");
    assertThat(status.destruction().how()).isEqualTo("NeverCreated");
  }

  @Test
  void unknownLanguage() {
    var session = cluster.create(Sessions.of("it-runc", "cobol", CODE, null, List.of()));
    var status = cluster.destroyed(session);
    neverRan(session, status, OutcomeReason.Rejected, Blame.User);
    assertThat(status.outcome().message())
        .contains("spec.language")
        .contains("cobol")
        .contains("python");
  }

  @Test
  void limitAboveTheCeiling() {
    var session = cluster.create(Sessions.python("it-runc", CODE, Sessions.memory("64Gi")));
    var status = cluster.destroyed(session);
    neverRan(session, status, OutcomeReason.Rejected, Blame.User);
    assertThat(status.outcome().message())
        .contains("spec.limits.memory")
        .contains("65536Mi")
        .contains("2048Mi");
  }

  @Test
  void cancelOfAFinishedSessionIsRefusedAtAdmission() {
    var session = cluster.create(Sessions.python("no-such-class", CODE));
    var before = cluster.destroyed(session);
    assertThatThrownBy(() -> cluster.cancel(session)).hasMessageContaining("Finished");
    assertThat(cluster.get(session).getStatus().outcome()).isEqualTo(before.outcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"runc-net", "gvisor-net"})
  void sandboxWithANetworkIsRefused(String runtime) {
    var session = cluster.create(Sessions.python(TestClasses.name(runtime), CODE));
    var status = cluster.destroyed(session);
    neverRan(session, status, OutcomeReason.IsolationNotProven, Blame.Platform);
    assertThat(status.outcome().message()).contains("network.interfaces");
    assertThat(status.isolation().proven()).isFalse();
    assertThat(status.isolation().checks())
        .anySatisfy(
            c -> {
              assertThat(c.name()).isEqualTo("network.reach");
              assertThat(c.passed()).isFalse();
            });
  }

  @Test
  void sharedKernelIsRefused() {
    var policy =
        new IsolationPolicy(
            NetworkRequirement.NoInterface,
            KernelRequirement.Dedicated,
            List.of(ConfinementFeature.NoNewPrivileges));
    cluster.createClass(
        TestClasses.skippingCanary(
            TestClasses.of("it-runc-dedicated", "runc", LiveCluster.image(), policy, null, null)));
    var session = cluster.create(Sessions.python("it-runc-dedicated", CODE));
    var status = cluster.destroyed(session);
    neverRan(session, status, OutcomeReason.IsolationNotProven, Blame.Platform);
    assertThat(status.outcome().message()).contains("kernel.bootId");
  }

  @Test
  void missingRuntimeClass() {
    cluster.createClass(
        TestClasses.of(
            "it-no-runtime",
            "no-such-runtime",
            LiveCluster.image(),
            TestClasses.isolation("runc"),
            null,
            null));
    cluster.classReady("it-no-runtime", "False", "RuntimeClassMissing");
    var session = cluster.create(Sessions.queuedFor("it-no-runtime", CODE, "5s"));
    var status = cluster.destroyed(session);
    neverRan(session, status, OutcomeReason.QueueTimeout, Blame.Platform);
    assertThat(status.outcome().message()).contains("no-such-runtime");
  }

  @Test
  void missingImage() {
    var image = "localhost/codesession/none@sha256:" + "0".repeat(64);
    cluster.createClass(
        TestClasses.skippingCanary(
            TestClasses.of(
                "it-no-image", "runc", image, TestClasses.isolation("runc"), null, "10s")));
    var session = cluster.create(Sessions.python("it-no-image", CODE));
    cluster.phase(session, Phase.Starting);
    var status = cluster.destroyed(session);
    neverRan(session, status, OutcomeReason.StartFailed, Blame.Platform);
    assertThat(status.outcome().message()).containsAnyOf("ImagePull", "ErrImage");
  }

  @Test
  void noRoomInTheQuota() {
    // More CPU than the quota of the namespace holds for all sessions together (64 where no class
    // says otherwise).
    cluster.createClass(
        TestClasses.skippingCanary(
            TestClasses.withCpuCeiling("it-huge", "runc", LiveCluster.image(), "200")));
    cluster.classReady("it-huge", "True", "CanarySkipped");
    var limits = new Limits(null, null, new Quantity("150"), null, null, null, null);
    var session =
        cluster.create(
            Sessions.of(
                new CodeSessionSpec(
                    "it-huge", "python", CODE, List.of(), List.of(), null, List.of(), limits, null,
                    null, "5s", null, null)));
    assertThat(cluster.phase(session, Phase.Queued).getStatus().conditions())
        .anySatisfy(c -> assertThat(c.message()).contains("exceeded quota"));
    var status = cluster.destroyed(session);
    neverRan(session, status, OutcomeReason.QueueTimeout, Blame.Platform);
    assertThat(status.outcome().message()).contains("exceeded quota");
  }

  /** It says so while it waits, goes on when the webhook is gone, and does not wait for ever. */
  @Test
  void aWebhookOfSomebodyElseIsDown() {
    var webhook = deadWebhook();
    cluster.client().resource(webhook).create();
    try {
      var patient = cluster.create(Sessions.queuedFor("it-runc", CODE, "2m"));
      var session = cluster.create(Sessions.queuedFor("it-runc", CODE, "12s"));
      assertThat(cluster.phase(patient, Phase.Queued).getStatus().conditions())
          .anySatisfy(
              c -> {
                assertThat(c.reason()).isEqualTo("FailedCreate");
                assertThat(c.message()).contains("failed calling webhook", "down.example.com");
              });
      var status = cluster.destroyed(session);
      neverRan(session, status, OutcomeReason.QueueTimeout, Blame.Platform);
      assertThat(status.outcome().message()).contains("failed calling webhook");
      cluster.client().resource(webhook).delete();
      assertThat(cluster.destroyed(patient).outcome().reason()).isEqualTo(OutcomeReason.Completed);
    } finally {
      cluster.client().resource(webhook).delete();
    }
  }

  /** For pods of this test's namespace; nobody listens there. */
  private static ValidatingWebhookConfiguration deadWebhook() {
    return new ValidatingWebhookConfigurationBuilder()
        .withNewMetadata()
        .withName(cluster.namespace())
        .endMetadata()
        .addNewWebhook()
        .withName("down.example.com")
        .withSideEffects("None")
        .withFailurePolicy("Fail")
        .withTimeoutSeconds(1)
        .withAdmissionReviewVersions("v1")
        .withNewClientConfig()
        .withUrl("https://127.0.0.1:1/")
        .endClientConfig()
        .withNewNamespaceSelector()
        .addToMatchLabels("kubernetes.io/metadata.name", cluster.namespace())
        .endNamespaceSelector()
        .addNewRule()
        .withApiGroups("")
        .withApiVersions("v1")
        .withResources("pods")
        .withOperations("CREATE")
        .endRule()
        .endWebhook()
        .build();
  }
}
