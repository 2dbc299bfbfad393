package dev.codesession.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.InputFile;
import dev.codesession.api.v1alpha1.Limits;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs every program of src/test/corpus as a session of its own on a running cluster and compares
 * what came of it with what its header expects. Exit code 1 for a hostile program with an effect or
 * a benign one that was disturbed.
 */
final class CorpusBench {
  private static final Path FOLDER = Path.of("src/test/corpus");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Drops the compiled program, as code without a compiler has to. */
  private static final String STARTER =
      "gzip -dc program.gz >program && chmod 755 program && exec ./program\n";

  private final KubernetesClient client;
  private final String namespace;
  private final AtomicInteger count = new AtomicInteger();

  private CorpusBench(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Arguments: kubeconfig, class name, class that may execute scratch or "", at once, pattern. */
  public static void main(String[] args) throws Exception {
    var namespace = "corpus-" + UUID.randomUUID().toString().substring(0, 8);
    try (var client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(new File(args[0])))
            .build()) {
      client
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .create();
      List<CorpusJudgement> judgements;
      try {
        judgements =
            new CorpusBench(client, namespace)
                .run(args[1], args[2], Integer.parseInt(args[3]), Pattern.compile(args[4]));
      } finally {
        client.namespaces().withName(namespace).delete();
      }
      System.out.println(CorpusTable.of(judgements));
      System.exit(judgements.stream().anyMatch(CorpusJudgement::grave) ? 1 : 0);
    }
  }

  private List<CorpusJudgement> run(String className, String executing, int atOnce, Pattern only)
      throws Exception {
    var work = new ArrayList<Callable<CorpusJudgement>>();
    for (var program : CorpusProgram.all(FOLDER)) {
      if (!only.matcher(program.name()).find() || !suits(program)) {
        continue;
      }
      // Whatever it would do: a dropped binary does not get that far.
      var dropped = program.compiled() ? program.expecting(CorpusVerdict.TERMINATED) : program;
      work.add(() -> judge(dropped, className));
      if (program.compiled() && !executing.isEmpty()) {
        work.add(() -> judge(program, executing));
      }
    }
    System.out.printf(
        Locale.ROOT, "class %s, %d runs, %d at once%n", className, work.size(), atOnce);
    var judgements = new ArrayList<CorpusJudgement>();
    try (var threads = Executors.newFixedThreadPool(atOnce)) {
      for (Future<CorpusJudgement> done : threads.invokeAll(work)) {
        judgements.add(done.get());
      }
    }
    return judgements;
  }

  /** Raw system calls go by their numbers on x86-64, and this machine stands for the nodes. */
  private static boolean suits(CorpusProgram program) {
    return !program.needs().contains("x86-64")
        || List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
  }

  private CorpusJudgement judge(CorpusProgram program, String className) {
    try {
      return CorpusJudgement.of(program, status(session(program, className)));
    } catch (IOException | RuntimeException e) {
      return CorpusJudgement.failed(program, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CorpusJudgement.failed(program, "interrupted");
    }
  }

  /** The status of the finished session; the session itself is deleted. */
  private JsonNode status(CodeSession session) {
    var name = session.getMetadata().getName();
    client.resource(session).inNamespace(namespace).create();
    var sessions =
        client
            .genericKubernetesResources(session.getApiVersion(), session.getKind())
            .inNamespace(namespace)
            .withName(name);
    var finished =
        sessions.waitUntilCondition(
            found -> found != null && statusOf(found).path("phase").asText().equals("Finished"),
            5,
            TimeUnit.MINUTES);
    sessions.delete();
    return statusOf(finished);
  }

  private static JsonNode statusOf(GenericKubernetesResource session) {
    return JSON.valueToTree(session.getAdditionalProperties().getOrDefault("status", Map.of()));
  }

  private CodeSession session(CorpusProgram program, String className)
      throws IOException, InterruptedException {
    var session = new CodeSession();
    session.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName("program-" + count.incrementAndGet())
            .build());
    List<InputFile> files =
        program.compiled()
            ? List.of(new InputFile("program.gz", null, compile(program)))
            : List.of();
    session.setSpec(
        new CodeSessionSpec(
            className,
            program.language(),
            program.compiled() ? STARTER : program.source(),
            files,
            List.of(),
            program.stdin().isEmpty() ? null : program.stdin(),
            List.of(),
            limits(program.limits()),
            null,
            null,
            "30m",
            null,
            null));
    return session;
  }

  private static @Nullable Limits limits(Map<String, Long> wanted) {
    if (wanted.isEmpty()) {
      return null;
    }
    var processes = wanted.get("processes");
    return new Limits(
        millis(wanted.get("wallMillis")),
        millis(wanted.get("cpuMillis")),
        null,
        bytes(wanted.get("memoryBytes")),
        bytes(wanted.get("diskBytes")),
        processes == null ? null : Math.toIntExact(processes),
        bytes(wanted.get("outputBytes")));
  }

  private static @Nullable String millis(@Nullable Long millis) {
    return millis == null ? null : millis + "ms";
  }

  private static @Nullable Quantity bytes(@Nullable Long bytes) {
    return bytes == null ? null : new Quantity(bytes.toString());
  }

  /** A program that needs nothing of the guest, packed as it has to travel, in base64. */
  private static String compile(CorpusProgram program) throws IOException, InterruptedException {
    var binary = Files.createTempFile("corpus", ".bin");
    try {
      var compiler =
          new ProcessBuilder(
                  "gcc",
                  "-static",
                  "-Os",
                  "-s",
                  "-pthread",
                  "-w",
                  "-o",
                  binary.toString(),
                  FOLDER.resolve(program.name()).toString())
              .inheritIO()
              .start();
      if (compiler.waitFor() != 0) {
        throw new IOException("gcc did not compile it");
      }
      var packed = new ByteArrayOutputStream();
      try (var gzip = new GZIPOutputStream(packed)) {
        Files.copy(binary, gzip);
      }
      return Base64.getEncoder().encodeToString(packed.toByteArray());
    } finally {
      Files.delete(binary);
    }
  }
}
