package dev.codesession.admission;

import dev.codesession.api.v1alpha1.ArtifactSelection;
import dev.codesession.api.v1alpha1.ClassLimits;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.EnvVar;
import dev.codesession.api.v1alpha1.InputFile;
import dev.codesession.api.v1alpha1.Language;
import dev.codesession.api.v1alpha1.Limits;
import dev.codesession.api.v1alpha1.ResidencyPolicy;
import dev.codesession.api.v1alpha1.ResidencySelection;
import dev.codesession.api.v1alpha1.RetentionPolicy;
import dev.codesession.api.v1alpha1.ScratchMedium;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.api.v1alpha1.SessionClassSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/** Sessions and classes that are in order; a test changes the one thing it is about. */
public final class Examples {
  public static final String UID = "3f0c9a52-7d1e-4b7e-9a55-0d2f6f1c8a11";
  public static final String CREATED = "2026-11-24T10:00:00Z";
  public static final Limits DEFAULTS = limits("30s", "20s", "1", "512Mi", "64Mi", 64, "1Mi");
  public static final Limits CEILINGS = limits("5m", "4m", "2", "1Gi", "128Mi", 128, "2Mi");
  public static final Language PYTHON =
      new Language(
          "python", digest("python"), "main.py", List.of("python3", "-u", "main.py"), null);
  public static final Language BASH =
      new Language("bash", digest("bash"), "main.sh", List.of("bash", "main.sh"), "Never");

  private Examples() {}

  public static String digest(String image) {
    return "registry.example/codesession/" + image + "@sha256:" + "0123456789abcdef".repeat(4);
  }

  public static Limits limits(
      String wall, String cpuTime, String cpu, String memory, String disk, int most, String out) {
    return new Limits(
        wall,
        cpuTime,
        new Quantity(cpu),
        new Quantity(memory),
        new Quantity(disk),
        most,
        new Quantity(out));
  }

  /** A class as an administrator would write it, with the optional parts to vary. */
  public record Rules(
      ClassLimits limits,
      ResidencyPolicy residency,
      RetentionPolicy retention,
      Boolean allowTags,
      ScratchMedium scratch,
      String startDeadline,
      List<Language> languages) {
    public static final Rules PLAIN =
        new Rules(
            new ClassLimits(DEFAULTS, CEILINGS),
            null,
            null,
            null,
            null,
            null,
            List.of(PYTHON, BASH));

    public Rules withLimits(Limits defaults, Limits max) {
      var both = new ClassLimits(defaults, max);
      return new Rules(both, residency, retention, allowTags, scratch, startDeadline, languages);
    }

    public Rules withRegions(String label, String... regions) {
      var policy = new ResidencyPolicy(List.of(regions), label);
      return new Rules(limits, policy, retention, allowTags, scratch, startDeadline, languages);
    }

    public Rules withTtl(String byDefault, String max) {
      var policy = new RetentionPolicy(byDefault, max, null, null);
      return new Rules(limits, residency, policy, allowTags, scratch, startDeadline, languages);
    }

    public Rules withScratch(ScratchMedium medium) {
      return new Rules(limits, residency, retention, allowTags, medium, startDeadline, languages);
    }

    public Rules withLanguages(Boolean tags, Language... languages) {
      return new Rules(
          limits, residency, retention, tags, scratch, startDeadline, List.of(languages));
    }

    public Rules withStartDeadline(String deadline) {
      return new Rules(limits, residency, retention, allowTags, scratch, deadline, languages);
    }

    public SessionClass named(String name) {
      var named = new SessionClass();
      named.setMetadata(new ObjectMetaBuilder().withName(name).build());
      named.setSpec(
          new SessionClassSpec(
              "kata-qemu",
              languages,
              limits,
              null,
              residency,
              retention,
              null,
              allowTags,
              scratch,
              startDeadline,
              null,
              null,
              null,
              null,
              null));
      return named;
    }

    public SessionClass byDefault(String name) {
      var named = named(name);
      named
          .getMetadata()
          .setAnnotations(Map.of(Admission.DEFAULT_CLASS_ANNOTATION, String.valueOf(true)));
      return named;
    }
  }

  /** A spec with the parts to vary. */
  public record Request(
      String className,
      String language,
      String code,
      List<InputFile> files,
      List<String> args,
      List<EnvVar> env,
      Limits limits,
      List<String> globs,
      List<String> regions,
      String queueTimeout,
      String ttl) {
    public static final Request PLAIN =
        new Request(
            "standard",
            "python",
            "print(1)",
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            null,
            null);

    public Request of(String className) {
      return new Request(
          className, language, code, files, args, env, limits, globs, regions, queueTimeout, ttl);
    }

    public Request in(String language) {
      return new Request(
          className, language, code, files, args, env, limits, globs, regions, queueTimeout, ttl);
    }

    public Request running(String code) {
      return new Request(
          className, language, code, files, args, env, limits, globs, regions, queueTimeout, ttl);
    }

    public Request withFiles(InputFile... files) {
      return new Request(
          className,
          language,
          code,
          List.of(files),
          args,
          env,
          limits,
          globs,
          regions,
          queueTimeout,
          ttl);
    }

    public Request withArgs(String... args) {
      return new Request(
          className,
          language,
          code,
          files,
          List.of(args),
          env,
          limits,
          globs,
          regions,
          queueTimeout,
          ttl);
    }

    public Request withEnv(EnvVar... env) {
      return new Request(
          className,
          language,
          code,
          files,
          args,
          List.of(env),
          limits,
          globs,
          regions,
          queueTimeout,
          ttl);
    }

    public Request within(Limits limits) {
      return new Request(
          className, language, code, files, args, env, limits, globs, regions, queueTimeout, ttl);
    }

    public Request withGlobs(String... globs) {
      return new Request(
          className,
          language,
          code,
          files,
          args,
          env,
          limits,
          List.of(globs),
          regions,
          queueTimeout,
          ttl);
    }

    public Request withRegions(String... regions) {
      return new Request(
          className,
          language,
          code,
          files,
          args,
          env,
          limits,
          globs,
          List.of(regions),
          queueTimeout,
          ttl);
    }

    public Request keptFor(String ttl) {
      return new Request(
          className, language, code, files, args, env, limits, globs, regions, queueTimeout, ttl);
    }

    public Request queuedFor(String queueTimeout) {
      return new Request(
          className, language, code, files, args, env, limits, globs, regions, queueTimeout, ttl);
    }

    public CodeSessionSpec spec() {
      return new CodeSessionSpec(
          className,
          language,
          code,
          files,
          args,
          null,
          env,
          limits,
          globs == null ? null : new ArtifactSelection(globs),
          regions == null ? null : new ResidencySelection(regions),
          queueTimeout,
          ttl,
          null);
    }
  }

  public static Plan plan(Request request, Rules rules) {
    return switch (Admission.judge(request.spec(), List.of(rules.named("standard")))) {
      case Verdict.Accepted(Plan plan) -> plan;
      case Verdict.Refused(String message) -> throw new AssertionError(message);
    };
  }

  public static Plan plan() {
    return plan(Request.PLAIN, Rules.PLAIN);
  }

  public static CodeSession session(CodeSessionSpec spec) {
    var session = new CodeSession();
    session.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team-a")
            .withName("hello")
            .withUid(UID)
            .withGeneration(1L)
            .withCreationTimestamp(CREATED)
            .build());
    session.setSpec(spec);
    return session;
  }

  public static CodeSession session() {
    return session(Request.PLAIN.spec());
  }
}
