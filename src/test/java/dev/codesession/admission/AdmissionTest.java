package dev.codesession.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.admission.Examples.Request;
import dev.codesession.admission.Examples.Rules;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.ConfinementFeature;
import dev.codesession.api.v1alpha1.EnvVar;
import dev.codesession.api.v1alpha1.InputFile;
import dev.codesession.api.v1alpha1.KernelRequirement;
import dev.codesession.api.v1alpha1.Language;
import dev.codesession.api.v1alpha1.Limits;
import dev.codesession.api.v1alpha1.NetworkRequirement;
import dev.codesession.api.v1alpha1.ScratchMedium;
import dev.codesession.api.v1alpha1.SessionClass;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, in which words; and what an accepted session gets. */
final class AdmissionTest {
  private static final Request PLAIN = Request.PLAIN;
  private static final Limits NOTHING = new Limits(null, null, null, null, null, null, null);

  static Stream<Arguments> refusals() {
    return Stream.of(
        refused(PLAIN.of("fast"), "spec.className: there is no SessionClass \"fast\""),
        refused(PLAIN.of(null), "spec.className: is empty and no SessionClass is annotated"),
        refused(PLAIN.of(""), "spec.className: is empty and no SessionClass is annotated"),
        refused(PLAIN.in("cobol"), "spec.language: ", "cobol", "bash, python"),
        refused(PLAIN.keptFor("25h"), "spec.ttlAfterFinished: ", "25h", "24h"),
        refused(PLAIN.keptFor("0s"), "spec.ttlAfterFinished: 0s"),
        refused(PLAIN.keptFor("soon"), "spec.ttlAfterFinished: ", "soon"),
        refused(PLAIN.queuedFor("5 minutes"), "spec.queueTimeout: ", "5 minutes"),
        refused(PLAIN.queuedFor("48h"), "spec.queueTimeout: 48h", "24h"));
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        refused(wall("301s"), "spec.limits.wallTime: 301s", "ceiling of the class, 5m"),
        refused(wall("0s"), "spec.limits.wallTime: 0s"),
        refused(wall("5 m"), "spec.limits.wallTime: \"5 m\" is no duration"),
        refused(wall("1s".repeat(50_000)), "spec.limits.wallTime: ", "100000 characters"),
        refused(cpuTime("241s"), "spec.limits.cpuTime: 241s", "ceiling of the class, 4m"),
        refused(cpuTime("25h"), "spec.limits.cpuTime: 25h is not between 1ms and 24h"),
        refused(cpu("2001m"), "spec.limits.cpu: 2.001", "ceiling of the class, 2"),
        refused(cpu("0"), "spec.limits.cpu: 0"),
        refused(cpu("-1"), "spec.limits.cpu: -1"),
        refused(cpu("0.5m"), "spec.limits.cpu: ", "millicores"),
        refused(cpu("fast"), "spec.limits.cpu: \"fast\" is no quantity"),
        refused(cpu("1e999999999"), "spec.limits.cpu: 1e999999999 is out of range"),
        refused(cpu("9".repeat(100_000)), "spec.limits.cpu: ", "100000 characters"),
        refused(memory("1025Mi"), "spec.limits.memory: 1025Mi", "ceiling of the class, 1024Mi"),
        refused(memory("0"), "spec.limits.memory: 0 is not positive"),
        refused(memory("1500m"), "spec.limits.memory: ", "whole number of bytes"),
        refused(memory("1e-999999999"), "spec.limits.memory: "),
        refused(memory("much"), "spec.limits.memory: \"much\""),
        refused(disk("129Mi"), "spec.limits.disk: 129Mi", "ceiling of the class, 128Mi"),
        refused(disk("-64Mi"), "spec.limits.disk: -64Mi"),
        refused(processes(129), "spec.limits.processes: 129", "ceiling of the class, 128"),
        refused(processes(0), "spec.limits.processes: 0 is less than 1"),
        refused(output("3Mi"), "spec.limits.output: 3Mi", "ceiling of the class, 2Mi"),
        refused(output("1Xi"), "spec.limits.output: "));
  }

  static Stream<Arguments> inputs() {
    return Stream.of(
        refused(file("../x"), "spec.files[0].path: \"../x\" leaves the working directory"),
        refused(file("a/../../x"), "spec.files[0].path: "),
        refused(file("/etc/passwd"), "spec.files[0].path: \"/etc/passwd\" must be relative"),
        refused(file("a\\b"), "spec.files[0].path: "),
        refused(file("a//b"), "spec.files[0].path: "),
        refused(file("a/"), "spec.files[0].path: "),
        refused(file("./a"), "spec.files[0].path: "),
        refused(file("a\0b"), "spec.files[0].path: "),
        refused(file("a\nb"), "spec.files[0].path: "),
        refused(file(""), "spec.files[0].path: must have 1 to 255 characters"),
        refused(file("a".repeat(256)), "spec.files[0].path: must have 1 to 255 characters"),
        refused(file(null), "spec.files[0].path: must have 1 to 255 characters"),
        refused(
            PLAIN.withFiles(text("a"), text("b"), text("a")),
            "spec.files[2].path: \"a\" is named twice"),
        refused(
            PLAIN.withFiles(new InputFile("a", null, null)),
            "spec.files[0]: needs exactly one of text and base64"),
        refused(
            PLAIN.withFiles(new InputFile("a", "x", "eA==")),
            "spec.files[0]: needs exactly one of text and base64"),
        refused(
            PLAIN.withFiles(text("b"), new InputFile("a", null, "e")),
            "spec.files[1].base64: is not base64"),
        refused(PLAIN.withFiles(new InputFile("a", null, "-_-_")), "spec.files[0].base64: "),
        refused(PLAIN.withEnv(env("LD_PRELOAD")), "spec.env[0].name: \"LD_PRELOAD\""),
        refused(PLAIN.withEnv(env("KUBERNETES_PORT")), "spec.env[0].name: "),
        refused(PLAIN.withEnv(env("WARDEN_X")), "spec.env[0].name: "),
        refused(PLAIN.withEnv(env("1A")), "spec.env[0].name: "),
        refused(PLAIN.withEnv(env("A=B")), "spec.env[0].name: "),
        refused(PLAIN.withEnv(env(null)), "spec.env[0].name: "),
        refused(PLAIN.withEnv(env("A"), env("A")), "spec.env[1].name: \"A\" is named twice"),
        refused(PLAIN.withEnv(new EnvVar("A", "x\0")), "spec.env[0].value: holds a NUL"),
        refused(PLAIN.withArgs("a", "b\0"), "spec.args", "NUL"),
        refused(PLAIN.withGlobs("*.txt", "[a-z"), "spec.artifacts.paths[1]: ", "brackets"),
        refused(PLAIN.withGlobs("a]"), "spec.artifacts.paths[0]: ", "brackets"),
        refused(PLAIN.withGlobs("a[]"), "spec.artifacts.paths[0]: ", "brackets"),
        refused(PLAIN.withGlobs("../*"), "spec.artifacts.paths[0]: "),
        refused(PLAIN.withGlobs("/**"), "spec.artifacts.paths[0]: "),
        refused(
            PLAIN.running("x".repeat(InputChecks.MAX_BYTES + 1)),
            "spec: code, files, stdin, args and env take 1048577 bytes; at most 1048576"),
        refused(
            PLAIN.running("\u0001".repeat(800_000)), "spec: takes 4800000 bytes as one JSON line"),
        refused(PLAIN.running("é".repeat(InputChecks.MAX_BYTES / 2 + 1)), "spec: ", "1048578"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource({"refusals", "limits", "inputs"})
  void namesFieldValueAndWhatIsAllowed(Request request, List<String> words) {
    var verdict = Admission.judge(request.spec(), List.of(Rules.PLAIN.named("standard")));
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    var message = ((Verdict.Refused) verdict).message();
    assertThat(message).startsWith(words.getFirst()).contains(words);
    assertThat(message).as("fit for a status").hasSizeLessThan(1024);
  }

  static Stream<Arguments> brokenClasses() {
    return Stream.of(
        broken(
            Rules.PLAIN.withLimits(Examples.DEFAULTS, NOTHING),
            "spec.className: the class has no limits.max.wallTime"),
        broken(
            Rules.PLAIN.withLimits(NOTHING, Examples.CEILINGS),
            "spec.className: the class has no limits.defaults.wallTime"),
        broken(
            Rules.PLAIN.withLimits(Examples.CEILINGS, Examples.DEFAULTS),
            "spec.limits.wallTime: the default of the class, 5m, is above its own ceiling, 30s"),
        broken(
            Rules.PLAIN.withLimits(
                Examples.DEFAULTS, Examples.limits("5m", "4m", "x", "1Gi", "1Gi", 9, "1Mi")),
            "limits.max.cpu of the class: \"x\" is no quantity"),
        broken(
            Rules.PLAIN.withStartDeadline("whenever"),
            "startDeadline of the class: \"whenever\" is no duration"),
        broken(Rules.PLAIN.withTtl("x", null), "retention.defaultTtl of the class: "));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("brokenClasses")
  void aBrokenClassRefusesEverySessionAndSaysWhy(Rules rules, String words) {
    var verdict = Admission.judge(PLAIN.spec(), List.of(rules.named("standard")));
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(((Verdict.Refused) verdict).message()).startsWith(words);
  }

  @Test
  void severalDefaultClassesAreNamed() {
    var classes = List.of(Rules.PLAIN.byDefault("b"), Rules.PLAIN.byDefault("a"));
    assertThat(Admission.judge(PLAIN.of(null).spec(), classes))
        .isEqualTo(
            new Verdict.Refused(
                "spec.className: is empty and several SessionClasses are annotated as default: a, b"));
  }

  @Test
  void theOneDefaultClassIsUsed() {
    var classes = List.of(Rules.PLAIN.named("other"), Rules.PLAIN.byDefault("main"));
    assertThat(accepted(PLAIN.of(null), classes).className()).isEqualTo("main");
  }

  @Test
  void aSessionOrClassWithoutSpecIsRefused() {
    var empty = new SessionClass();
    empty.setMetadata(Rules.PLAIN.named("standard").getMetadata());
    assertThat(Admission.judge((CodeSessionSpec) null, List.of()))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(Admission.judge(PLAIN.spec(), List.of(empty)))
        .isEqualTo(new Verdict.Refused("spec.className: SessionClass \"standard\" has no spec"));
  }

  @Test
  void whatASessionDoesNotSayComesFromItsClass() {
    var plan = Examples.plan();
    assertThat(plan.limits().toApi()).isEqualTo(Examples.DEFAULTS);
    assertThat(plan.language()).isEqualTo(Examples.PYTHON);
    assertThat(plan.runtimeClassName()).isEqualTo("kata-qemu");
    assertThat(plan.scratch()).isEqualTo(ScratchMedium.Memory);
    assertThat(plan.startDeadline()).isEqualTo(Duration.ofMinutes(2));
    assertThat(plan.queueTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(plan.ttl()).isEqualTo(Duration.ofHours(1));
    assertThat(plan.regions()).isEmpty();
    assertThat(plan.regionLabel()).isEqualTo("node-restriction.kubernetes.io/codesession-region");
    assertThat(plan.isolation().network()).isEqualTo(NetworkRequirement.NoInterface);
    assertThat(plan.isolation().kernel()).isEqualTo(KernelRequirement.Dedicated);
    assertThat(plan.isolation().confinement())
        .containsExactly(
            ConfinementFeature.NoNewPrivileges,
            ConfinementFeature.Seccomp,
            ConfinementFeature.SocketFilter,
            ConfinementFeature.NonDumpable);
  }

  @Test
  void whatASessionSaysWinsUpToTheCeiling() {
    var plan = Examples.plan(PLAIN.within(Examples.CEILINGS).keptFor("10m"), Rules.PLAIN);
    assertThat(plan.limits().toApi())
        .isEqualTo(Examples.limits("5m", "4m", "2", "1024Mi", "128Mi", 128, "2Mi"));
    assertThat(plan.ttl()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void oneLimitCanBeSaidAlone() {
    var plan = Examples.plan(cpu("500m"), Rules.PLAIN);
    assertThat(plan.limits().cpuQuantity()).isEqualTo(new Quantity("500m"));
    assertThat(plan.limits().wallTime()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void regionsNarrowWhatTheClassAllows() {
    var rules = Rules.PLAIN.withRegions("example.com/region", "eu", "us");
    assertThat(Examples.plan(PLAIN, rules).regions()).containsExactly("eu", "us");
    var narrowed = Examples.plan(PLAIN.withRegions("us"), rules);
    assertThat(narrowed.regions()).containsExactly("us");
    assertThat(narrowed.regionLabel()).isEqualTo("example.com/region");
    var verdict =
        Admission.judge(PLAIN.withRegions("us", "cn").spec(), List.of(rules.named("standard")));
    assertThat(verdict)
        .isEqualTo(
            new Verdict.Refused(
                "spec.residency.regions: \"cn\" is not allowed; the class allows eu, us"));
  }

  @Test
  void tagsAreForDevelopmentOnly() {
    var tag = new Language("python", "python:3.14", "main.py", List.of("python3", "main.py"), null);
    var plan = Examples.plan(PLAIN, Rules.PLAIN.withLanguages(true, tag));
    assertThat(plan.language().image()).isEqualTo("python:3.14");
  }

  @Test
  void theDefaultTtlNeverExceedsTheCeiling() {
    assertThat(Examples.plan(PLAIN, Rules.PLAIN.withTtl("2h", "30m")).ttl())
        .isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void inputsInOrderAreAccepted() {
    var request =
        PLAIN
            .withFiles(text("data/in put.csv"), new InputFile("..a", null, "eA=="))
            .withGlobs("**/*.p[nx]g", "out/?");
    assertThat(Examples.plan(request, Rules.PLAIN)).isNotNull();
  }

  private static Plan accepted(Request request, List<SessionClass> classes) {
    return ((Verdict.Accepted) Admission.judge(request.spec(), classes)).plan();
  }

  private static Arguments refused(Request request, String... words) {
    return Arguments.of(request, List.of(words));
  }

  private static Arguments broken(Rules rules, String words) {
    return Arguments.of(rules, words);
  }

  private static InputFile text(String path) {
    return new InputFile(path, "text", null);
  }

  private static Request file(String path) {
    return PLAIN.withFiles(text(path));
  }

  private static EnvVar env(String name) {
    return new EnvVar(name, "value");
  }

  private static Request wall(String wall) {
    return PLAIN.within(new Limits(wall, null, null, null, null, null, null));
  }

  private static Request cpuTime(String time) {
    return PLAIN.within(new Limits(null, time, null, null, null, null, null));
  }

  private static Request cpu(String cores) {
    return PLAIN.within(new Limits(null, null, new Quantity(cores), null, null, null, null));
  }

  private static Request memory(String bytes) {
    return PLAIN.within(new Limits(null, null, null, new Quantity(bytes), null, null, null));
  }

  private static Request disk(String bytes) {
    return PLAIN.within(new Limits(null, null, null, null, new Quantity(bytes), null, null));
  }

  private static Request processes(int count) {
    return PLAIN.within(new Limits(null, null, null, null, null, count, null));
  }

  private static Request output(String bytes) {
    return PLAIN.within(new Limits(null, null, null, null, null, null, new Quantity(bytes)));
  }
}
