package dev.codesession.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.Names;
import dev.codesession.session.SandboxFacts;
import dev.codesession.session.SandboxFacts.Stage;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Statuses as kubelets write them, and what is read from each. */
final class PodReaderTest {
  private static final String STACK_TRACE =
      "failed to create containerd task: failed to create shim task: ENOENT: No such file\\n\\n"
          + "Stack backtrace:\\n   0: anyhow::error\\n".repeat(12);

  static Stream<Arguments> statuses() {
    return Stream.of(
        read("no status at all", "null", new Stage.Waiting("Pending", "", false)),
        read("just created", "{phase: Pending}", new Stage.Waiting("Pending", "", false)),
        read(
            "unschedulable",
            "{phase: Pending, conditions: [{type: PodScheduled, status: 'False',"
                + " reason: Unschedulable, message: '0/3 nodes are available: 3 Insufficient cpu.'}]}",
            new Stage.Waiting(
                "Unschedulable", "0/3 nodes are available: 3 Insufficient cpu.", false)),
        read(
            "scheduled",
            "{phase: Pending, conditions: [{type: PodScheduled, status: 'True'}]}",
            new Stage.Waiting("Pending", "", false)),
        read("being created", waiting("ContainerCreating", null), waitingFor("ContainerCreating")),
        read(
            "image cannot be pulled now",
            waiting("ImagePullBackOff", "Back-off pulling image"),
            new Stage.Waiting("ImagePullBackOff", "Back-off pulling image", false)),
        read(
            "image is not there and is never pulled",
            waiting("ErrImageNeverPull", "Container image is not present"),
            new Stage.Waiting("ErrImageNeverPull", "Container image is not present", true)),
        read(
            "image name is none",
            waiting("InvalidImageName", "couldn't parse"),
            new Stage.Waiting("InvalidImageName", "couldn't parse", true)),
        read(
            "running",
            container("Running", "running: {startedAt: '2026-11-24T10:00:02Z'}"),
            new Stage.Up()),
        read("succeeded", terminated("Succeeded", 0, "Completed", null), ended(0, "Completed")),
        read(
            "killed for memory",
            terminated("Failed", 137, "OOMKilled", null),
            ended(137, "OOMKilled")),
        read("VM died", terminated("Failed", 255, "Error", null), ended(255, "Error")),
        read(
            "terminated although the pod says running",
            terminated("Running", 70, "Error", null),
            ended(70, "Error")),
        read(
            "the guest's own termination message is not the cluster's",
            terminated("Failed", 1, "Error", "<script>"),
            ended(1, "Error")),
        read(
            "never started",
            terminated("Failed", 128, "StartError", STACK_TRACE),
            new Stage.Ended(
                128,
                "StartError",
                "failed to create containerd task: failed to create shim task: ENOENT: No such"
                    + " file")),
        read(
            "evicted",
            "{phase: Failed, reason: Evicted, message: 'The node was low on resource: memory.'}",
            new Stage.Ended(-1, "Evicted", "The node was low on resource: memory.")),
        read(
            "evicted with a container",
            "{phase: Failed, reason: Evicted, message: low,"
                + " containerStatuses: [{state: {terminated: {exitCode: 137, reason: Error}}}]}",
            new Stage.Ended(137, "Evicted", "low")),
        read(
            "pod's own deadline",
            "{phase: Failed, reason: DeadlineExceeded, message: Pod was active too long,"
                + " containerStatuses: [{state: {running: {}}}]}",
            new Stage.Ended(-1, "DeadlineExceeded", "Pod was active too long")),
        read("failed without a word", "{phase: Failed}", ended(-1, "Failed")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statuses")
  void reads(String name, String status, Stage expected) {
    assertThat(pod(status, "").stage()).isEqualTo(expected);
  }

  @Test
  void saysWhoItIsAndWhatHoldsIt() {
    var held = pod("{}", "finalizers: [other, " + Names.POD_FINALIZER + "], ");
    assertThat(held.ref().uid()).isEqualTo("u1");
    assertThat(held.created()).isEqualTo(Instant.parse("2026-11-24T10:00:01Z"));
    assertThat(held.node()).isEqualTo("node-1");
    assertThat(held.held()).isTrue();
    assertThat(held.deleting()).isFalse();
    var going = pod("{}", "deletionTimestamp: '2026-11-24T10:01:00Z', ");
    assertThat(going.held()).isFalse();
    assertThat(going.deleting()).isTrue();
  }

  @Test
  void namesTheImageOnceItIsKnown() {
    assertThat(pod("{containerStatuses: [{imageID: ''}]}", "").imageId()).isNull();
    assertThat(pod("{containerStatuses: [{imageID: 'sha256:1'}]}", "").imageId())
        .isEqualTo("sha256:1");
  }

  @Test
  void aMessageIsOneShortPrintableLine() {
    assertThat(PodReader.shorten(null)).isEmpty();
    assertThat(PodReader.shorten("")).isEmpty();
    assertThat(PodReader.shorten("one\ntwo")).isEqualTo("one");
    assertThat(PodReader.shorten("red \u001b[31m\u0007")).isEqualTo("red  [31m ");
    assertThat(PodReader.shorten("x".repeat(301))).hasSize(300).endsWith("…");
    assertThat(PodReader.shorten("x".repeat(300))).hasSize(300).endsWith("x");
  }

  private static SandboxFacts.Present pod(String status, String metadata) {
    var yaml =
        "---\n{metadata: {"
            + metadata
            + "namespace: team-a, name: csess-1-1, uid: u1,"
            + " creationTimestamp: '2026-11-24T10:00:01Z'}, spec: {nodeName: node-1}, status: "
            + status
            + "}";
    return PodReader.read(Serialization.unmarshal(yaml, Pod.class));
  }

  private static Arguments read(String name, String status, Stage expected) {
    return Arguments.of(name, status, expected);
  }

  private static Stage ended(int code, String reason) {
    return new Stage.Ended(code, reason, "");
  }

  private static Stage waitingFor(String reason) {
    return new Stage.Waiting(reason, "", false);
  }

  private static String container(String phase, String state) {
    return "{phase: " + phase + ", containerStatuses: [{state: {" + state + "}}]}";
  }

  private static String waiting(String reason, String message) {
    var words = message == null ? "" : ", message: \"" + message + "\"";
    return container("Pending", "waiting: {reason: " + reason + words + "}");
  }

  private static String terminated(String phase, int code, String reason, String message) {
    var words = message == null ? "" : ", message: \"" + message + "\"";
    return container(phase, "terminated: {exitCode: " + code + ", reason: " + reason + words + "}");
  }
}
