package dev.codesession.guest;

import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.OmittedArtifact;
import dev.codesession.api.v1alpha1.ScanStatus;
import dev.codesession.api.v1alpha1.StreamStatus;
import dev.codesession.api.v1alpha1.UsageStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run: sealed by the warden, bounded and cleaned, ready for the status. Numbers
 * are the guest's word; sizes and digests of everything that came with its bytes are computed here.
 *
 * @param message one line, the warden's words
 * @param exitCode with Exited, 0 to 255
 * @param signal with Signalled, for example SIGSEGV
 * @param artifacts all of them with data
 * @param violations in the order they were first seen
 * @param violationsOmitted further different ones
 * @param scan absent if nothing was scanned
 */
public record Result(
    int run,
    Ending ending,
    String message,
    @Nullable Integer exitCode,
    @Nullable String signal,
    boolean codeStarted,
    StreamStatus stdout,
    StreamStatus stderr,
    List<ArtifactStatus> artifacts,
    List<OmittedArtifact> artifactsOmitted,
    UsageStatus usage,
    List<Violation> violations,
    long violationsOmitted,
    @Nullable ScanStatus scan) {

  /** The closed list of endings. */
  public enum Ending {
    Exited,
    Signalled,
    WallTimeExceeded,
    CpuTimeExceeded,
    MemoryExceeded,
    DiskExceeded,
    OutputExceeded,
    ProcessLimitExceeded,
    Cancelled,
    Terminated,
    NotStarted,
    PolicyViolation;

    /** Whether the code must have started for a run to end so. */
    boolean provesStart() {
      return switch (this) {
        case Exited,
            Signalled,
            WallTimeExceeded,
            CpuTimeExceeded,
            MemoryExceeded,
            OutputExceeded,
            ProcessLimitExceeded ->
            true;
        case DiskExceeded, Cancelled, Terminated, NotStarted, PolicyViolation -> false;
      };
    }
  }

  public Result {
    if ((exitCode != null) != (ending == Ending.Exited)
        || (signal != null) != (ending == Ending.Signalled)) {
      throw new IllegalArgumentException(
          "an exit code with Exited, a signal with Signalled, and nowhere else");
    }
    artifacts = List.copyOf(artifacts);
    artifactsOmitted = List.copyOf(artifactsOmitted);
    violations = List.copyOf(violations);
  }

  /** Without what the code wrote: it is never logged. */
  @Override
  public String toString() {
    return "Result[run=" + run + ", ending=" + ending + ", codeStarted=" + codeStarted + "]";
  }
}
