package dev.codesession;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/** Who may know what. Each package's {@code package-info} says the same in words. */
@AnalyzeClasses(packages = "dev.codesession", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String OURS = "dev.codesession..";
  private static final String API = "dev.codesession.api..";
  private static final String ADMISSION = "dev.codesession.admission..";
  private static final String GUEST = "dev.codesession.guest..";
  private static final String SESSION = "dev.codesession.session..";
  private static final String BLUEPRINT = "dev.codesession.blueprint..";
  private static final String CLASSES = "dev.codesession.classes..";
  private static final String CLUSTER = "dev.codesession.cluster..";
  private static final String ALERTS = "dev.codesession.alerts..";
  private static final String AUDIT = "dev.codesession.audit..";
  private static final String TRACING = "dev.codesession.tracing..";
  private static final String OUTBOUND = "dev.codesession.outbound..";
  private static final String CLI = "dev.codesession.cli..";
  private static final String RUNTIME = "dev.codesession.runtime..";
  private static final String[] PURE = {API, ADMISSION, GUEST, SESSION, BLUEPRINT, CLASSES};

  @ArchTest
  static final ArchRule API_KNOWS_NOBODY =
      classes()
          .that()
          .resideInAPackage(API)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              API,
              "java..",
              "com.fasterxml.jackson..",
              "io.fabric8.kubernetes.api.model..",
              "io.fabric8.kubernetes.model..",
              "io.fabric8.kubernetes.client",
              "io.fabric8.crd.generator.annotation..",
              "io.fabric8.generator.annotation..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule ADMISSION_KNOWS_THE_API =
      classes()
          .that()
          .resideInAPackage(ADMISSION)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              ADMISSION,
              API,
              "java..",
              "io.fabric8.kubernetes.api.model..",
              "io.fabric8.kubernetes.client",
              "org.jspecify..");

  @ArchTest
  static final ArchRule GUEST_KNOWS_NO_KUBERNETES =
      classes()
          .that()
          .resideInAPackage(GUEST)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              GUEST, API, "java..", "javax.crypto..", "com.fasterxml.jackson..", "org.jspecify..");

  @ArchTest
  static final ArchRule SESSION_IS_A_FUNCTION =
      classes()
          .that()
          .resideInAPackage(SESSION)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              SESSION,
              API,
              ADMISSION,
              GUEST,
              "java.lang..",
              "java.util..",
              "java.time..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule CLASSES_IS_A_FUNCTION =
      classes()
          .that()
          .resideInAPackage(CLASSES)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              CLASSES,
              API,
              ADMISSION,
              "java.lang..",
              "java.util..",
              "java.time..",
              "java.nio.charset..",
              "java.security..",
              "io.fabric8.kubernetes.api.model..",
              "io.fabric8.kubernetes.client",
              "org.jspecify..");

  @ArchTest
  static final ArchRule BLUEPRINT_KNOWS_THE_MODEL =
      classes()
          .that()
          .resideInAPackage(BLUEPRINT)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              BLUEPRINT,
              API,
              ADMISSION,
              "com.fasterxml.jackson..",
              "java.lang..",
              "java.util..",
              "java.time..",
              "java.math..",
              "io.fabric8.kubernetes.api..",
              "io.fabric8.kubernetes.client",
              "org.jspecify..");

  /** An incident says all there is: what it is about, and where it is kept, others know. */
  @ArchTest
  static final ArchRule ALERTS_KNOW_NO_SESSION =
      classes()
          .that()
          .resideInAPackage(ALERTS)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              ALERTS,
              OUTBOUND,
              "java..",
              "javax.net.ssl..",
              "com.fasterxml.jackson..",
              "io.cloudevents..",
              "org.slf4j..",
              "org.jspecify..");

  /** A record is made of what the API says, and of nothing that a running process knows. */
  @ArchTest
  static final ArchRule AUDIT_KNOWS_THE_API =
      classes()
          .that()
          .resideInAPackage(AUDIT)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              AUDIT,
              API,
              OUTBOUND,
              "java..",
              "com.fasterxml.jackson..",
              "io.fabric8.kubernetes.api.model..",
              "io.fabric8.kubernetes.client",
              "org.slf4j..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule TRACING_KNOWS_THE_API =
      classes()
          .that()
          .resideInAPackage(TRACING)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              TRACING,
              API,
              OUTBOUND,
              "java..",
              "io.fabric8.kubernetes.api.model..",
              "io.fabric8.kubernetes.client",
              "io.opentelemetry..",
              "org.slf4j..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule OUTBOUND_KNOWS_NOBODY =
      classes()
          .that()
          .resideInAPackage(OUTBOUND)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              OUTBOUND,
              "java..",
              "javax.net.ssl..",
              "io.opentelemetry..",
              // reads PEM
              "io.fabric8.kubernetes.client.internal",
              "org.jspecify..");

  @ArchTest
  static final ArchRule COMMANDS_READ_FILES =
      classes()
          .that()
          .resideInAPackage(CLI)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              CLI, AUDIT, "java..", "picocli..", "com.fasterxml.jackson..", "org.jspecify..");

  /** CustomResource lives in the client's package; nothing else of it is for the pure ones. */
  @ArchTest
  static final ArchRule PURE_PACKAGES_HAVE_NO_CLIENT =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client.dsl..",
              "io.fabric8.kubernetes.client.informers..",
              "io.javaoperatorsdk..",
              "org.slf4j..",
              "io.micrometer..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.fabric8.kubernetes.client.KubernetesClient");

  @ArchTest
  static final ArchRule PURE_PACKAGES_HAVE_NO_CLOCK =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .callMethod("java.time.Instant", "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.time.InstantSource.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.Random.class);

  @ArchTest
  static final ArchRule PURE_PACKAGES_OPEN_NOTHING =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              java.io.File.class, java.io.FileInputStream.class, java.io.FileOutputStream.class);

  @ArchTest
  static final ArchRule CLUSTER_READS_NO_ENVIRONMENT =
      noClasses()
          .that()
          .resideInAPackage(CLUSTER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.sun.net.httpserver..", RUNTIME, "io.micrometer..")
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class);

  @ArchTest
  static final ArchRule RUNTIME_KNOWS_NO_SESSION =
      noClasses()
          .that()
          .resideInAPackage(RUNTIME)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SESSION, BLUEPRINT, ADMISSION, GUEST, CLASSES);

  @ArchTest
  static final ArchRule RUNTIME_KNOWS_ONLY_THE_SIGNALS_OF_CLUSTER =
      noClasses()
          .that()
          .resideInAPackage(RUNTIME)
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage(CLUSTER)
                  .and(DescribedPredicate.not(JavaClass.Predicates.simpleName("Signals"))));

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("dev.codesession.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NAMES_SAY_SOMETHING =
      noClasses()
          .that()
          .resideInAPackage(OURS)
          .should()
          .haveNameMatching(
              ".*(Utils?|Helpers?|Managers?|Impl|Handlers?|Processors?|Info|Data)(\\$.*)?");

  @ArchTest
  static final ArchRule CLASSES_ARE_NOT_FOR_EXTENSION =
      classes()
          .that()
          .resideInAPackage(OURS)
          .and()
          .areNotInterfaces()
          .and()
          .areNotAnonymousClasses()
          .and()
          .areNotEnums()
          .should()
          .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL);

  @ArchTest
  static final ArchRule NOTHING_STATIC_CHANGES =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage(OURS)
          .and()
          .areStatic()
          .should()
          .beFinal();

  @ArchTest
  static final ArchRule NO_FIELD_INJECTION =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

  @ArchTest
  static final ArchRule NO_STANDARD_STREAMS =
      GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
