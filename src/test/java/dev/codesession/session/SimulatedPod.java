package dev.codesession.session;

import dev.codesession.guest.Result;
import dev.codesession.session.SandboxFacts.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pod with its warden: runs code at most once in its life, however often it is asked. */
final class SimulatedPod {
  final PodRef ref;
  final Instant created;
  final boolean foreign;
  Stage stage = new Stage.Waiting("ContainerCreating", "", false);
  boolean deleting;
  boolean held = true;
  boolean asked;
  int starts;
  @Nullable Result result;

  SimulatedPod(PodRef ref, Instant created, boolean foreign) {
    this.ref = ref;
    this.created = created;
    this.foreign = foreign;
  }

  SandboxFacts facts() {
    return foreign
        ? new SandboxFacts.Foreign(ref.name())
        : new SandboxFacts.Present(ref, created, "node-1", null, stage, deleting, held, null);
  }

  boolean up() {
    return stage instanceof Stage.Up;
  }

  /** RUN arrives; whether it starts the code. */
  boolean accept() {
    if (!up() || !asked || starts > 0 || result != null) {
      return false;
    }
    starts++;
    return true;
  }

  void seal(Result.Ending ending, int artifactCharacters) {
    if (up() && result == null) {
      var files =
          artifactCharacters == 0
              ? List.<dev.codesession.api.v1alpha1.ArtifactStatus>of()
              : Given.artifacts(artifactCharacters);
      result = Given.result(ending, ending == Result.Ending.Exited ? 0 : null, files, starts > 0);
    }
  }

  void end(int exitCode, String reason) {
    if (!(stage instanceof Stage.Ended)) {
      stage = new Stage.Ended(exitCode, reason, "");
    }
  }

  /** What the kubelet does next; true once the object is gone. */
  boolean kubelet() {
    if (foreign) {
      return false;
    }
    if (deleting) {
      seal(Result.Ending.Terminated, 0);
      end(143, "Error");
      return !held;
    }
    if (stage instanceof Stage.Waiting) {
      stage = new Stage.Up();
    }
    return false;
  }
}
