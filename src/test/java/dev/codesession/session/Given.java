package dev.codesession.session;

import dev.codesession.admission.Examples;
import dev.codesession.admission.Plan;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.ArtifactStatus;
import dev.codesession.api.v1alpha1.CheckStatus;
import dev.codesession.api.v1alpha1.IsolationStatus;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.OmittedArtifact;
import dev.codesession.api.v1alpha1.Phase;
import dev.codesession.api.v1alpha1.StreamStatus;
import dev.codesession.api.v1alpha1.UsageStatus;
import dev.codesession.guest.Result;
import dev.codesession.guest.Violation;
import dev.codesession.session.SandboxFacts.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Observations to start a test from. Everything is in order unless the test says otherwise. */
public final class Given {
  public static final Instant CREATED = Instant.parse(Examples.CREATED);
  public static final Plan PLAN = Examples.plan();
  static final Deadlines DEADLINES = Deadlines.DEFAULT;
  static final IsolationStatus GOOD =
      new IsolationStatus(true, List.of(new CheckStatus("nonce", true, true, "fresh")));
  static final IsolationStatus BAD =
      new IsolationStatus(
          false,
          List.of(
              new CheckStatus("network.interfaces", false, true, "besides lo: eth0"),
              new CheckStatus("kernel.uptime", false, false, "old")));

  private Recorded recorded = new Recorded.Fresh();
  private SandboxFacts sandbox = new SandboxFacts.Absent();
  private GuestFacts guest = new GuestFacts.Unknown("");
  private Verdict verdict = new Verdict.Accepted(PLAN);
  private List<SandboxFacts.Present> strays = List.of();
  private Milestones milestones = Milestones.NONE;
  private Instant working = CREATED;
  private boolean alarmed;
  private boolean guard = true;
  private List<String> openers = List.of();
  private String region;
  private Hold hold;
  private List<Violation> violations = List.of();
  private Keeping keeping = Keeping.TOGETHER;
  private boolean deleting;
  private boolean cancel;

  private Given() {}

  public static Given fresh() {
    return new Given();
  }

  static Given recorded(Recorded recorded) {
    var given = new Given();
    given.recorded = recorded;
    return given;
  }

  static Given running() {
    return recorded(
            new Recorded.Running(1, podUid(1), CREATED.plusSeconds(2), Duration.ofSeconds(30)))
        .with(pod(new Stage.Up()));
  }

  static Given finished(boolean destroyed, boolean alarmed) {
    return recorded(
            new Recorded.Finished(
                1,
                dev.codesession.api.v1alpha1.OutcomeReason.Completed,
                CREATED.plusSeconds(10),
                destroyed))
        .alarmed(alarmed);
  }

  static Given pending(Phase phase, int attempt) {
    return recorded(new Recorded.Pending(phase, attempt, "because"));
  }

  public Given with(SandboxFacts sandbox) {
    this.sandbox = sandbox;
    return this;
  }

  public Given with(GuestFacts guest) {
    this.guest = guest;
    return this;
  }

  public Given with(Milestones milestones) {
    this.milestones = milestones;
    return this;
  }

  Given cancelledAt(Instant asked) {
    cancel = true;
    return with(new Milestones(null, null, null, null, null, null, asked));
  }

  public Given refusedBecause(String message) {
    verdict = new Verdict.Refused(message);
    return this;
  }

  Given withStray(SandboxFacts.Present stray) {
    strays = List.of(stray);
    return this;
  }

  Given held(String reason, String message) {
    hold = new Hold(reason, message);
    return this;
  }

  Given openedBy(String policy) {
    openers = List.of(policy);
    return this;
  }

  Given in(String region) {
    this.region = region;
    return this;
  }

  Given planned(Plan planned) {
    verdict = new Verdict.Accepted(planned);
    return this;
  }

  public Given heard(Violation... violations) {
    this.violations = List.of(violations);
    return this;
  }

  Given keeping(Keeping keeping) {
    this.keeping = keeping;
    return this;
  }

  Given unguarded() {
    guard = false;
    return this;
  }

  Given workingSince(Instant started) {
    working = started;
    return this;
  }

  Given alarmed(boolean alarmed) {
    this.alarmed = alarmed;
    return this;
  }

  Given deleting() {
    deleting = true;
    return this;
  }

  Given cancel() {
    cancel = true;
    return this;
  }

  public Observation seen() {
    var facts =
        new SessionFacts(
            "team-a",
            "hello",
            Examples.UID,
            1,
            CREATED,
            deleting ? CREATED.plusSeconds(9) : null,
            cancel,
            alarmed);
    return new Observation(
        working,
        facts,
        recorded,
        verdict,
        new GuardFacts(guard, openers),
        hold,
        sandbox,
        region,
        strays,
        guest,
        milestones,
        violations,
        PLAN.ttl(),
        keeping);
  }

  Decision decide(Duration age) {
    return new Lifecycle(DEADLINES).decide(seen(), CREATED.plus(age));
  }

  Decision decide() {
    return decide(Duration.ofSeconds(2));
  }

  static String podUid(int attempt) {
    return "pod-uid-" + attempt;
  }

  static PodRef ref(int attempt) {
    return new PodRef("team-a", Names.pod(Examples.UID, attempt), podUid(attempt));
  }

  static SandboxFacts.Present pod(Stage stage) {
    return pod(1, stage, false, true);
  }

  static SandboxFacts.Present pod(int attempt, Stage stage, boolean deleting, boolean held) {
    return new SandboxFacts.Present(
        ref(attempt),
        CREATED.plusSeconds(1),
        "node-1",
        "image@sha256:1",
        stage,
        deleting,
        held,
        null);
  }

  static GuestFacts ready(IsolationStatus proof) {
    return new GuestFacts.Ready(proof, false);
  }

  static GuestFacts sealed(Result.Ending ending) {
    return new GuestFacts.Sealed(result(ending, List.of()), true);
  }

  public static Result result(Result.Ending ending, List<ArtifactStatus> artifacts) {
    return result(ending, ending == Result.Ending.Exited ? 0 : null, artifacts);
  }

  static Result result(Result.Ending ending, Integer exitCode, List<ArtifactStatus> artifacts) {
    boolean started =
        switch (ending) {
          case NotStarted, Cancelled -> false;
          case Exited,
              Signalled,
              WallTimeExceeded,
              CpuTimeExceeded,
              MemoryExceeded,
              DiskExceeded,
              OutputExceeded,
              ProcessLimitExceeded,
              Terminated,
              PolicyViolation ->
              true;
        };
    return result(ending, exitCode, artifacts, started);
  }

  static Result result(
      Result.Ending ending, Integer exitCode, List<ArtifactStatus> artifacts, boolean started) {
    var empty = new StreamStatus(null, null, 0L, false, "e3b0");
    return new Result(
        1,
        ending,
        "the warden's words",
        exitCode,
        ending == Result.Ending.Signalled ? "SIGSEGV" : null,
        started,
        new StreamStatus("hello\n", null, 6L, false, "5891"),
        empty,
        artifacts,
        List.of(new OmittedArtifact("big.bin", "TooLarge")),
        new UsageStatus(10L, 5L, 1024L, 0L, 1),
        List.of(),
        0,
        null);
  }

  static List<ArtifactStatus> artifacts(int characters) {
    return List.of(
        new ArtifactStatus("a.txt", 3L, "aa", "text/plain", "A".repeat(characters - 4), null),
        new ArtifactStatus("b.txt", 3L, "bb", "text/plain", "BBBB", null));
  }
}
