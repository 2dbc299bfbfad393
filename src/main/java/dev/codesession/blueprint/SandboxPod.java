package dev.codesession.blueprint;

import dev.codesession.admission.EffectiveLimits;
import dev.codesession.admission.Plan;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The single-use pod of one attempt. The code is not in it: it comes over the attach stream once
 * the guest has proven itself.
 */
public final class SandboxPod {
  /** The warden's and the code's user; not root, and no user of any image. */
  static final long USER = 65532;

  /**
   * On top of start and wall time, for the pod's own backstop: the guest and the operator always
   * strike first.
   */
  private static final Duration BACKSTOP_SLACK = Duration.ofMinutes(2);

  private SandboxPod() {}

  /** The manifest; the same plan and session always give the same one. */
  public static Pod of(CodeSession session, Plan plan, int attempt, String priorityClassName) {
    var meta = session.getMetadata();
    return new PodBuilder()
        .withNewMetadata()
        .withName(Names.pod(meta.getUid(), attempt))
        .withNamespace(meta.getNamespace())
        .withLabels(labels(meta.getUid()))
        .withAnnotations(PinnedClass.annotation(plan))
        .withOwnerReferences(Ownership.of(session))
        .withFinalizers(Names.POD_FINALIZER)
        .endMetadata()
        .withNewSpec()
        .withRuntimeClassName(plan.runtimeClassName())
        .withPriorityClassName(priorityClassName)
        .withRestartPolicy("Never")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        // No resolver: DNS is a way out. The address is the loopback one, where nobody listens.
        .withDnsPolicy("None")
        .withNewDnsConfig()
        .withNameservers("127.0.0.1")
        .endDnsConfig()
        .withHostname("sandbox")
        // 0 would remove the object before anything is confirmed.
        .withTerminationGracePeriodSeconds(1L)
        .withActiveDeadlineSeconds(backstop(plan))
        .withAffinity(affinity(plan))
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withContainers(container(plan))
        .withVolumes(scratch("work", plan), scratch("tmp", plan))
        .endSpec()
        .build();
  }

  /** Labels that only the operator may set. */
  public static Map<String, String> labels(String sessionUid) {
    return Map.of(
        Names.MANAGED_BY_LABEL,
        Names.MANAGED_BY,
        Names.ROLE_LABEL,
        Names.SANDBOX_ROLE,
        Names.SESSION_UID_LABEL,
        sessionUid);
  }

  private static Container container(Plan plan) {
    var limits = plan.limits();
    var memory = EffectiveLimits.bytes(limits.memory());
    return new ContainerBuilder()
        .withName("sandbox")
        .withImage(plan.language().image())
        .withImagePullPolicy(pullPolicy(plan))
        .withStdin(true)
        .withStdinOnce(false)
        .withTerminationMessagePolicy("File")
        .withNewResources()
        // Kata sizes the VM from the limits. Memory is requested in full; how far CPU is promised
        // twice is the administrator's choice.
        .withRequests(Map.of("cpu", limits.cpuShare(plan.cpuOvercommit()), "memory", memory))
        .withLimits(Map.of("cpu", limits.cpuQuantity(), "memory", memory))
        .endResources()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withPrivileged(false)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .addNewVolumeMount()
        .withName("work")
        .withMountPath("/work")
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .build();
  }

  private static String pullPolicy(Plan plan) {
    var asked = plan.language().imagePullPolicy();
    return asked == null ? "IfNotPresent" : asked;
  }

  /**
   * Kata ignores the size of a memory volume: the warden counts scratch itself, this is the second
   * line.
   */
  private static Volume scratch(String name, Plan plan) {
    var medium =
        switch (plan.scratch()) {
          case Memory -> "Memory";
          case Disk -> "";
        };
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withMedium(medium)
        .withSizeLimit(EffectiveLimits.bytes(plan.limits().disk()))
        .endEmptyDir()
        .build();
  }

  private static @Nullable Affinity affinity(Plan plan) {
    if (plan.regions().isEmpty() && plan.node() == null) {
      return null;
    }
    var term = new NodeSelectorTermBuilder();
    if (!plan.regions().isEmpty()) {
      term.addNewMatchExpression()
          .withKey(plan.regionLabel())
          .withOperator("In")
          .withValues(plan.regions())
          .endMatchExpression();
    }
    if (plan.node() != null) {
      term.addNewMatchField()
          .withKey("metadata.name")
          .withOperator("In")
          .withValues(plan.node())
          .endMatchField();
    }
    return new AffinityBuilder()
        .withNewNodeAffinity()
        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
        .withNodeSelectorTerms(term.build())
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .build();
  }

  private static long backstop(Plan plan) {
    return plan.startDeadline().plus(plan.limits().wallTime()).plus(BACKSTOP_SLACK).toSeconds();
  }
}
