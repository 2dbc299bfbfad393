package dev.codesession.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.api.v1alpha1.Blame;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionStatus;
import dev.codesession.api.v1alpha1.Limits;
import dev.codesession.api.v1alpha1.OutcomeReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Every ending that code can bring about by itself, with what must survive of it. */
@ParameterizedClass
@ValueSource(strings = {"gvisor", "runc"})
final class EndingsIT {
  @RegisterExtension static final LiveCluster cluster = new LiveCluster();

  private final String runtime;

  EndingsIT(String runtime) {
    this.runtime = runtime;
  }

  private CodeSessionStatus run(String code, Limits limits) {
    return cluster.run(Sessions.python(TestClasses.name(runtime), code, limits));
  }

  private static void ended(CodeSessionStatus status, OutcomeReason reason, Blame blame) {
    assertThat(status.outcome()).as("outcome").isNotNull();
    assertThat(status.outcome().reason()).as(status.outcome().message()).isEqualTo(reason);
    assertThat(status.outcome().blame()).isEqualTo(blame);
    assertThat(status.outcome().codeStarted()).isTrue();
    assertThat(status.outcome().retrySafe()).isFalse();
  }

  @Test
  void completed() {
    var status = run("import sys\nprint('out')\nprint('err', file=sys.stderr)", null);
    ended(status, OutcomeReason.Completed, null);
    assertThat(status.outcome().exitCode()).isZero();
    assertThat(status.stdout().head()).isEqualTo("out\n");
    assertThat(status.stderr().head()).isEqualTo("err\n");
    assertThat(status.isolation().proven()).isTrue();
    assertThat(status.sandbox().runtimeClassName()).isEqualTo(runtime);
    assertThat(status.destruction().how()).isEqualTo("PodObjectGone");
    assertThat(status.timeline().destroyed()).isGreaterThan(status.timeline().created());
  }

  @Test
  void nonZeroExit() {
    var status = run("print('before'); raise SystemExit(7)", null);
    ended(status, OutcomeReason.NonZeroExit, Blame.Code);
    assertThat(status.outcome().exitCode()).isEqualTo(7);
    assertThat(status.stdout().head()).isEqualTo("before\n");
  }

  @Test
  void signalled() {
    var status = run("import os; os.kill(os.getpid(), 11)", null);
    ended(status, OutcomeReason.Signalled, Blame.Code);
    assertThat(status.outcome().signal()).isEqualTo("SIGSEGV");
  }

  @Test
  void wallTimeExceededKeepsPartialOutput() {
    var status =
        run("import time\nprint('partial', flush=True)\ntime.sleep(600)", Sessions.wallTime("2s"));
    ended(status, OutcomeReason.WallTimeExceeded, Blame.Code);
    assertThat(status.stdout().head()).isEqualTo("partial\n");
    assertThat(status.usage().wallMillis()).isBetween(1_990L, 10_000L);
  }

  @Test
  void cpuTimeExceeded() {
    ended(
        run("while True: pass", Sessions.cpuTime("1s")), OutcomeReason.CpuTimeExceeded, Blame.Code);
  }

  @Test
  void memoryExceeded() {
    var status = run("b = []\nwhile True: b.append(bytearray(8 << 20))", Sessions.memory("192Mi"));
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isEqualTo(OutcomeReason.MemoryExceeded);
    assertThat(status.outcome().blame()).isEqualTo(Blame.Code);
  }

  @Test
  void diskExceeded() {
    var code =
        "import time\nf = open('/work/big', 'wb')\nfor i in range(64):\n  f.write(bytes(1 << 20)); f.flush(); time.sleep(.02)\ntime.sleep(5)";
    var status = run(code, Sessions.disk("16Mi"));
    // Where the volume itself enforces its size the code sees ENOSPC first, and may end by that.
    assertThat(status.outcome().reason())
        .as(status.outcome().message())
        .isIn(OutcomeReason.DiskExceeded, OutcomeReason.NonZeroExit);
  }

  @Test
  void outputExceeded() {
    var status =
        run("import sys\nwhile True: sys.stdout.write('x' * 4096)", Sessions.output("256Ki"));
    ended(status, OutcomeReason.OutputExceeded, Blame.Code);
    assertThat(status.stdout().truncated()).isTrue();
    assertThat(status.stdout().head()).hasSize(16_384).startsWith("xxxx");
  }

  @Test
  void processLimitExceeded() {
    var code =
        "import subprocess, time\np = [subprocess.Popen(['sleep', '20']) for _ in range(24)]\ntime.sleep(20)";
    ended(run(code, Sessions.processes(12)), OutcomeReason.ProcessLimitExceeded, Blame.Code);
  }

  @Test
  void everythingLeftBehindIsKilled() {
    var status =
        run(
            "import subprocess\nsubprocess.Popen(['sh', '-c', 'sleep 600'], start_new_session=True)\nprint('bye')",
            null);
    ended(status, OutcomeReason.Completed, null);
    assertThat(status.stdout().head()).isEqualTo("bye\n");
  }

  @Test
  void cancelledWhileRunning() {
    CodeSession session =
        cluster.create(
            Sessions.python(
                TestClasses.name(runtime),
                "import time\nprint('partial', flush=True)\ntime.sleep(600)"));
    cluster.codeRuns(session);
    LiveCluster.waitUntil(() -> true);
    cluster.cancel(session);
    var status = cluster.destroyed(session);
    ended(status, OutcomeReason.Cancelled, Blame.User);
    assertThat(status.stdout()).isNotNull();
  }

  @Test
  void artifactsComeBack() {
    var code =
        "import os\nos.makedirs('out', exist_ok=True)\nopen('out/a.txt', 'w').write('small')\nopen('b.bin', 'wb').write(os.urandom(300_000))";
    var status =
        cluster.run(
            Sessions.of(
                TestClasses.name(runtime),
                "python",
                code,
                null,
                List.of("out/*.txt", "*.bin", "none/**")));
    ended(status, OutcomeReason.Completed, null);
    assertThat(status.artifacts())
        .extracting(a -> a.path())
        .containsExactlyInAnyOrder("out/a.txt", "b.bin");
    var reference = status.artifacts().getFirst().secretRef();
    assertThat(reference).as("300 kB do not go into the status").isNotNull();
    var secret =
        cluster
            .client()
            .secrets()
            .inNamespace(cluster.namespace())
            .withName(reference.name())
            .get();
    assertThat(secret.getData()).hasSize(2);
    assertThat(secret.getMetadata().getOwnerReferences()).hasSize(1);
  }
}
