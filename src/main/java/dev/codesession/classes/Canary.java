package dev.codesession.classes;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.SessionClass;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ordinary session that runs nothing, in the operator's own namespace and on a given node: it
 * goes all the way that sessions go, so it shows whether they can.
 */
public final class Canary {
  private static final int LABEL_LIMIT = 63;
  private static final int DIGEST = 20;

  private Canary() {}

  /** The manifest, in the first language of the class. */
  public static CodeSession session(
      SessionClass sessionClass, String namespace, String name, String node) {
    var session = new CodeSession();
    var className = sessionClass.getMetadata().getName();
    session.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(name)
            .withLabels(Map.of(Names.CANARY_LABEL, label(className)))
            .withAnnotations(Map.of(Names.CANARY_NODE_ANNOTATION, node))
            .build());
    session.setSpec(spec(className, sessionClass.getSpec().languages().getFirst().name()));
    return session;
  }

  static CodeSessionSpec spec(String className, String language) {
    return new CodeSessionSpec(
        className, language, "", List.of(), List.of(), null, List.of(), null, null, null, null,
        null, null);
  }

  /** The node a session has to run on; null for ordinary sessions, and everywhere else. */
  public static @Nullable String nodeOf(CodeSession session, String operatorNamespace) {
    var meta = session.getMetadata();
    var labels = meta.getLabels();
    var annotations = meta.getAnnotations();
    return operatorNamespace.equals(meta.getNamespace())
            && labels != null
            && labels.containsKey(Names.CANARY_LABEL)
            && annotations != null
        ? annotations.get(Names.CANARY_NODE_ANNOTATION)
        : null;
  }

  /**
   * Follows from everything that the proof depends on: a restarted operator finds its canary again,
   * and a changed node or class gets another one.
   */
  static String name(ClassFacts sessionClass, Candidate node, String operatorVersion) {
    return "canary-"
        + digest(
            String.join(
                "\n",
                sessionClass.name(),
                Long.toString(sessionClass.generation()),
                node.name(),
                node.bootId(),
                node.kernelVersion(),
                node.runtime(),
                operatorVersion));
  }

  /** Class names may be longer than labels. */
  static String label(String className) {
    return className.length() <= LABEL_LIMIT ? className : digest(className);
  }

  /** Short, and the same for the same text. */
  public static String digest(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGEST);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
