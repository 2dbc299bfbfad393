package dev.codesession.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.codesession.admission.Examples;
import dev.codesession.admission.Examples.Request;
import dev.codesession.admission.Examples.Rules;
import dev.codesession.admission.Plan;
import dev.codesession.api.v1alpha1.Language;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.ScratchMedium;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pod as a whole in golden files, and every field that security rests on by name. */
final class SandboxPodTest {
  private final Pod pod = pod(Examples.plan());
  private final PodSpec spec = pod.getSpec();
  private final Container container = spec.getContainers().getFirst();

  @Test
  void plain() {
    Golden.check("plain", "pod", pod);
  }

  @Test
  void disk() {
    var plan = Examples.plan(Request.PLAIN, Rules.PLAIN.withScratch(ScratchMedium.Disk));
    Golden.check("disk", "pod", pod(plan));
  }

  @Test
  void regions() {
    var rules = Rules.PLAIN.withRegions("topology.kubernetes.io/region", "eu-1", "eu-2");
    Golden.check("regions", "pod", pod(Examples.plan(Request.PLAIN, rules)));
  }

  @Test
  void tags() {
    var tagged =
        new Language("python", "python:3.14", "main.py", List.of("python3", "main.py"), "Always");
    var plan = Examples.plan(Request.PLAIN, Rules.PLAIN.withLanguages(true, tagged));
    Golden.check("tags", "pod", pod(plan));
  }

  @Test
  void theSameSessionAlwaysGivesTheSamePod() {
    assertThat(pod(Examples.plan())).isEqualTo(pod);
  }

  @Test
  void nothingOfTheUserIsInIt() {
    var session = Examples.session(Request.PLAIN.running("print('s3cret')").spec());
    assertThat(Serialization.asYaml(SandboxPod.of(session, Examples.plan(), 1, "low")))
        .doesNotContain("s3cret")
        .doesNotContain("env:")
        .doesNotContain("command:")
        .doesNotContain("args:");
  }

  @Test
  void itsNameIsThatOfTheAttempt() {
    assertThat(pod.getMetadata().getName()).isEqualTo("csess-" + Examples.UID + "-1");
    assertThat(SandboxPod.of(Examples.session(), Examples.plan(), 2, "low").getMetadata().getName())
        .isEqualTo("csess-" + Examples.UID + "-2");
  }

  @Test
  void itIsHeldUntilTheResultIsRecorded() {
    assertThat(pod.getMetadata().getFinalizers()).containsExactly(Names.POD_FINALIZER);
    assertThat(spec.getTerminationGracePeriodSeconds()).isEqualTo(1);
  }

  @Test
  void theSessionControlsIt() {
    var owner = pod.getMetadata().getOwnerReferences();
    assertThat(owner).singleElement().satisfies(o -> assertThat(o.getController()).isTrue());
    assertThat(Ownership.isOwner(Examples.UID, pod)).isTrue();
    assertThat(Ownership.isOwner("another", pod)).isFalse();
    owner.getFirst().setController(false);
    assertThat(Ownership.isOwner(Examples.UID, pod)).as("a mere owner").isFalse();
  }

  @Test
  void theGuardFindsItByItsLabelAndClass() {
    assertThat(pod.getMetadata().getLabels())
        .contains(entry(Names.ROLE_LABEL, Names.SANDBOX_ROLE))
        .contains(entry(Names.SESSION_UID_LABEL, Examples.UID));
    var policy = NamespaceGuard.networkPolicy("team-a").getSpec().getPodSelector().getMatchLabels();
    assertThat(pod.getMetadata().getLabels()).containsAllEntriesOf(policy);
    assertThat(spec.getPriorityClassName()).isEqualTo("low");
  }

  @Test
  void itRunsOnceInTheRuntimeOfTheClass() {
    assertThat(spec.getRuntimeClassName()).isEqualTo("kata-qemu");
    assertThat(spec.getRestartPolicy()).isEqualTo("Never");
    assertThat(spec.getContainers()).hasSize(1);
    assertThat(spec.getInitContainers()).isEmpty();
    assertThat(spec.getEphemeralContainers()).isEmpty();
  }

  @Test
  void itHasNoIdentityInTheCluster() {
    assertThat(spec.getAutomountServiceAccountToken()).isFalse();
    assertThat(spec.getEnableServiceLinks()).isFalse();
    assertThat(spec.getServiceAccountName()).isNull();
    assertThat(container.getEnv()).isEmpty();
    assertThat(container.getEnvFrom()).isEmpty();
  }

  @Test
  void itHasNoNameServerAndNoPlaceOnTheHost() {
    assertThat(spec.getDnsPolicy()).isEqualTo("None");
    assertThat(spec.getDnsConfig().getNameservers()).containsExactly("127.0.0.1");
    assertThat(spec.getHostNetwork()).isNotEqualTo(true);
    assertThat(spec.getHostPID()).isNotEqualTo(true);
    assertThat(spec.getHostIPC()).isNotEqualTo(true);
    assertThat(spec.getHostUsers()).isNotEqualTo(true);
    assertThat(container.getPorts()).isEmpty();
    assertThat(spec.getVolumes()).allSatisfy(v -> assertThat(v.getEmptyDir()).isNotNull());
  }

  @Test
  void itIsNobodyAndCannotBecomeAnybody() {
    var outer = spec.getSecurityContext();
    assertThat(outer.getRunAsNonRoot()).isTrue();
    assertThat(outer.getRunAsUser()).isEqualTo(65532);
    assertThat(outer.getRunAsGroup()).isEqualTo(65532);
    assertThat(outer.getFsGroup()).isEqualTo(65532);
    assertThat(outer.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    var inner = container.getSecurityContext();
    assertThat(inner.getAllowPrivilegeEscalation()).isFalse();
    assertThat(inner.getPrivileged()).isFalse();
    assertThat(inner.getReadOnlyRootFilesystem()).isTrue();
    assertThat(inner.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(inner.getCapabilities().getAdd()).isEmpty();
  }

  @Test
  void itsStreamsCanBeAttachedTo() {
    assertThat(container.getStdin()).isTrue();
    assertThat(container.getStdinOnce()).isFalse();
    assertThat(container.getTty()).isNotEqualTo(true);
    assertThat(container.getTerminationMessagePolicy()).isEqualTo("File");
  }

  @Test
  void itsSizeIsThatOfTheSession() {
    var limits = container.getResources().getLimits();
    assertThat(limits)
        .containsOnly(entry("cpu", new Quantity("1")), entry("memory", new Quantity("512Mi")));
    assertThat(container.getResources().getRequests().get("memory"))
        .as("memory is never overcommitted")
        .isEqualTo(limits.get("memory"));
    assertThat(spec.getVolumes())
        .extracting(v -> v.getEmptyDir().getSizeLimit())
        .containsOnly(new Quantity("64Mi"));
  }

  @Test
  void itEndsEvenIfNobodyEndsIt() {
    assertThat(spec.getActiveDeadlineSeconds()).isEqualTo(120 + 30 + 120);
  }

  @Test
  void scratchLiesInMemoryUnlessTheClassSaysDisk() {
    assertThat(spec.getVolumes())
        .extracting(v -> v.getEmptyDir().getMedium())
        .containsOnly("Memory");
    var plan = Examples.plan(Request.PLAIN, Rules.PLAIN.withScratch(ScratchMedium.Disk));
    assertThat(pod(plan).getSpec().getVolumes())
        .extracting(v -> v.getEmptyDir().getMedium())
        .containsOnly("");
  }

  private static Pod pod(Plan plan) {
    return SandboxPod.of(Examples.session(), plan, 1, "low");
  }
}
