package dev.codesession.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.it.AdmissionCase.Answer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A namespace with a running session and everybody who may want something of it. */
final class AdmissionStage implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Role → user and groups. What the three people may by RBAC is bound in the namespace. */
  private static final Map<String, List<String>> CAST =
      Map.ofEntries(
          Map.entry("operator", List.of(LiveCluster.OPERATOR)),
          Map.entry("tenant", List.of("matrix-tenant")),
          Map.entry("admin", List.of("matrix-admin")),
          Map.entry("viewer", List.of("matrix-viewer")),
          Map.entry("root", List.of("matrix-root", "system:masters")),
          Map.entry("node", List.of("system:node:$node", "system:nodes")),
          Map.entry("other-node", List.of("system:node:elsewhere", "system:nodes")),
          Map.entry("scheduler", List.of("system:kube-scheduler")),
          Map.entry("namespaces", controller("namespace-controller")),
          Map.entry("collector", controller("generic-garbage-collector")),
          Map.entry("replicas", controller("replicaset-controller")),
          Map.entry("quotas", controller("resourcequota-controller")));

  private final LiveCluster cluster;
  private final Map<String, KubernetesClient> clients = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, ObjectNode> objects = new HashMap<>();

  private CodeSession session;

  private AdmissionStage(LiveCluster cluster) {
    this.cluster = cluster;
  }

  private static List<String> controller(String name) {
    return List.of("system:serviceaccount:kube-system:" + name);
  }

  static AdmissionStage set(LiveCluster cluster) {
    var stage = new AdmissionStage(cluster);
    stage.bind("tenant", "edit", "codesession-user");
    stage.bind("admin", "admin", "codesession-admin");
    stage.bind("viewer", "view", "codesession-viewer");
    var session =
        cluster.create(
            Sessions.python(
                "it-runc", Sessions.COUNTING.replace("'4'", "'280'"), Sessions.wallTime("5m")));
    cluster.codeRuns(session);
    var pod =
        cluster
            .client()
            .pods()
            .inNamespace(cluster.namespace())
            .withName(LiveCluster.podName(session))
            .get();
    stage.names.put("namespace", cluster.namespace());
    stage.names.put("session", session.getMetadata().getName());
    stage.names.put("pod", pod.getMetadata().getName());
    stage.names.put("node", pod.getSpec().getNodeName());
    stage.objects.put("sandbox", fresh(pod, "csess-matrix-1"));
    stage.remember(session);
    stage.plainPod();
    return stage;
  }

  private void bind(String who, String... roles) {
    for (String role : roles) {
      cluster
          .client()
          .resource(
              new RoleBindingBuilder()
                  .withNewMetadata()
                  .withName("matrix-" + who + "-" + role)
                  .withNamespace(cluster.namespace())
                  .endMetadata()
                  .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                  .addNewSubject(
                      "rbac.authorization.k8s.io", "User", CAST.get(who).getFirst(), null)
                  .build())
          .create();
    }
  }

  private void remember(CodeSession session) {
    objects.put("session", fresh(session, "matrix"));
    this.session = session;
  }

  /** A pod of somebody else's, which nobody ever schedules. */
  private void plainPod() {
    objects.put("plain", object("stage/plain-pod.yaml"));
    objects.put("secret", object("stage/secret.yaml"));
    objects.put("quota", object("stage/quota.yaml"));
    objects.put("policy", object("stage/networkpolicy.yaml"));
    names.put("plain", "matrix-plain");
    cluster
        .client()
        .resource(objects.get("plain").toString())
        .inNamespace(cluster.namespace())
        .create();
  }

  private static ObjectNode object(String resource) {
    try (var yaml = AdmissionStage.class.getResourceAsStream("/admission/" + resource)) {
      return (ObjectNode)
          new ObjectMapper(new com.fasterxml.jackson.dataformat.yaml.YAMLFactory()).readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The object as somebody would make it, under another name. */
  private static ObjectNode fresh(HasMetadata object, String name) {
    ObjectNode copy = JSON.valueToTree(object);
    copy.remove("status");
    ObjectNode metadata = (ObjectNode) copy.path("metadata");
    metadata.remove(
        List.of(
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "generateName",
            "generation",
            "managedFields"));
    metadata.put("name", name);
    ((ObjectNode) copy.path("spec")).remove("nodeName");
    if (object instanceof CodeSession) {
      metadata.remove(List.of("finalizers", "annotations"));
    }
    return copy;
  }

  Answer perform(AdmissionCase row) {
    var client = clients.computeIfAbsent(row.who(), this::client);
    var path = named(row.path());
    boolean stream =
        path.contains("/proxy") || path.matches(".*/(exec|attach|portforward)(\\?.*)?");
    var query = stream ? "" : (path.contains("?") ? "&" : "?") + "dryRun=All";
    var request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(URI.create(client.getMasterUrl().toString().replaceFirst("/$", "") + path + query))
            .method(row.method(), contentType(row), body(row))
            .build();
    try {
      var response =
          client.getHttpClient().sendAsync(request, String.class).get(60, TimeUnit.SECONDS);
      return new Answer(response.code(), String.valueOf(response.bodyString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(row.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String contentType(AdmissionCase row) {
    if (row.apply()) {
      return "application/apply-patch+yaml";
    }
    if (row.with().isArray()) {
      return "application/json-patch+json";
    }
    return row.method().equals("PATCH") ? "application/merge-patch+json" : "application/json";
  }

  private String body(AdmissionCase row) {
    if (row.like() == null) {
      return row.with().isMissingNode() ? "" : named(row.with().toString());
    }
    ObjectNode body =
        row.like().equals("live-session")
            ? JSON.valueToTree(cluster.get(session))
            : objects.get(row.like()).deepCopy();
    if (!row.with().isMissingNode()) {
      merge(body, row.with());
    }
    return named(body.toString());
  }

  /** RFC 7386. */
  private static void merge(ObjectNode target, JsonNode patch) {
    for (var field : patch.properties()) {
      var value = field.getValue();
      if (value.isNull()) {
        target.remove(field.getKey());
      } else if (value.isObject() && target.path(field.getKey()) instanceof ObjectNode inner) {
        merge(inner, value);
      } else {
        target.set(field.getKey(), value);
      }
    }
  }

  private String named(String text) {
    var filled = text;
    for (var name : names.entrySet()) {
      filled = filled.replace("$" + name.getKey(), name.getValue());
    }
    return filled;
  }

  private KubernetesClient client(String who) {
    var cast = new ArrayList<>(CAST.get(who));
    var config = Config.fromKubeconfig(new File(System.getenv("CODESESSION_TEST_KUBECONFIG")));
    config.setImpersonateUsername(named(cast.removeFirst()));
    config.setImpersonateGroups(cast.toArray(String[]::new));
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Override
  public void close() {
    clients.values().forEach(KubernetesClient::close);
  }
}
