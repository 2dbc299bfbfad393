package dev.codesession.classes;

import dev.codesession.admission.Admission;
import dev.codesession.api.v1alpha1.SessionClassSpec;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeRuntimeHandler;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClass;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the scheduler could put a session of a class, by the rules the scheduler has. */
public final class EligibleNodes {
  /** More are not tried, nor would the status hold more. */
  static final int MOST = 200;

  private EligibleNodes() {}

  /** Sorted by name. */
  public static List<Candidate> of(
      RuntimeClass runtime, @Nullable SessionClassSpec spec, Collection<Node> nodes) {
    return nodes.stream()
        .filter(n -> ready(n) && !unschedulable(n))
        .filter(n -> selected(runtime, n) && tolerated(runtime, n) && inRegion(spec, n))
        .map(EligibleNodes::candidate)
        .sorted(Comparator.comparing(Candidate::name))
        .limit(MOST)
        .toList();
  }

  private static boolean ready(Node node) {
    return node.getMetadata().getDeletionTimestamp() == null
        && node.getStatus() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private static boolean unschedulable(Node node) {
    return node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
  }

  private static boolean selected(RuntimeClass runtime, Node node) {
    var scheduling = runtime.getScheduling();
    return scheduling == null
        || scheduling.getNodeSelector() == null
        || labels(node).entrySet().containsAll(scheduling.getNodeSelector().entrySet());
  }

  private static Map<String, String> labels(Node node) {
    return Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
  }

  private static boolean inRegion(@Nullable SessionClassSpec spec, Node node) {
    var residency = spec == null ? null : spec.residency();
    if (residency == null || residency.regions().isEmpty()) {
      return true;
    }
    var label = Objects.requireNonNullElse(residency.nodeLabel(), Admission.DEFAULT_REGION_LABEL);
    return residency.regions().contains(labels(node).getOrDefault(label, ""));
  }

  /** Session pods tolerate what their RuntimeClass says and nothing else. */
  private static boolean tolerated(RuntimeClass runtime, Node node) {
    List<Toleration> tolerations =
        runtime.getScheduling() == null ? List.of() : runtime.getScheduling().getTolerations();
    List<Taint> taints = node.getSpec() == null ? List.of() : node.getSpec().getTaints();
    return taints.stream()
        .filter(t -> !"PreferNoSchedule".equals(t.getEffect()))
        .allMatch(taint -> tolerations.stream().anyMatch(t -> tolerates(t, taint)));
  }

  private static boolean tolerates(Toleration toleration, Taint taint) {
    var key = Objects.requireNonNullElse(toleration.getKey(), "");
    var effect = Objects.requireNonNullElse(toleration.getEffect(), "");
    boolean exists = "Exists".equals(toleration.getOperator());
    boolean sameValue =
        Objects.requireNonNullElse(toleration.getValue(), "")
            .equals(Objects.requireNonNullElse(taint.getValue(), ""));
    return (effect.isEmpty() || effect.equals(taint.getEffect()))
        && (key.isEmpty() ? exists : key.equals(taint.getKey()))
        && (exists || sameValue);
  }

  private static Candidate candidate(Node node) {
    var info = node.getStatus().getNodeInfo();
    return new Candidate(
        node.getMetadata().getName(),
        info == null ? "" : Objects.requireNonNullElse(info.getBootID(), ""),
        info == null ? "" : Objects.requireNonNullElse(info.getKernelVersion(), ""),
        Canary.digest(
            (info == null ? "" : info.getContainerRuntimeVersion())
                + "\n"
                + node.getStatus().getRuntimeHandlers().stream()
                    .map(EligibleNodes::handler)
                    .sorted()
                    .collect(Collectors.joining("\n"))));
  }

  private static String handler(NodeRuntimeHandler handler) {
    var features = handler.getFeatures();
    return handler.getName()
        + (features == null
            ? ""
            : " " + features.getUserNamespaces() + " " + features.getRecursiveReadOnlyMounts());
  }
}
