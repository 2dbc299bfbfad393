package dev.codesession.cluster;

import static org.awaitility.Awaitility.await;

import dev.codesession.admission.Examples;
import dev.codesession.admission.Examples.Rules;
import dev.codesession.alerts.Delivery;
import dev.codesession.alerts.MemoryOutbox;
import dev.codesession.alerts.RecordedDeliveries;
import dev.codesession.api.v1alpha1.CodeSession;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An API server in memory with the real informers on it, started once; each test has a namespace of
 * its own.
 */
final class MockCluster {
  private static @Nullable MockCluster shared;
  private static int namespaces;

  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  final KubernetesMockServer server;
  final KubernetesClient client;
  final Caches caches = new Caches();
  final List<EventSource<?, CodeSession>> eventSources = new CopyOnWriteArrayList<>();
  private final AtomicReference<Context<CodeSession>> context = new AtomicReference<>();

  static synchronized MockCluster shared() {
    if (shared == null) {
      shared = new MockCluster();
    }
    return shared;
  }

  private MockCluster() {
    Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
    server =
        new KubernetesMockServer(
            new io.fabric8.mockwebserver.Context(),
            new MockWebServer(),
            responses,
            new KubernetesMixedDispatcher(responses),
            false);
    server.init();
    server.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(CodeSession.class));
    client =
        server.createClient(
            builder ->
                builder
                    .withHttpClientFactory(new SpiedUpon())
                    .editOrNewConfig()
                    // As the real client tries again, but quickly: who wants one answer says so.
                    .withRequestRetryBackoffLimit(1)
                    .withRequestRetryBackoffInterval(1)
                    .endConfig());
    client.resource(Rules.PLAIN.named("standard")).create();
    var operator =
        new Operator(o -> o.withKubernetesClient(client).withUseSSAToPatchPrimaryResource(false));
    operator.register(new Capture());
    operator.start();
    create(session("mock-cluster"));
    await().atMost(Duration.ofSeconds(30)).until(() -> context.get() != null);
  }

  /** Reconciles nothing; keeps the context that JOSDK hands out. */
  @io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration(name = "capture")
  private final class Capture implements Reconciler<CodeSession> {
    @Override
    public List<EventSource<?, CodeSession>> prepareEventSources(
        EventSourceContext<CodeSession> sources) {
      eventSources.addAll(
          caches.eventSources(
              sources, new SimpleInboundEventSource<CodeSession>("guests"), Changes::ofQuota));
      return eventSources;
    }

    @Override
    public UpdateControl<CodeSession> reconcile(CodeSession session, Context<CodeSession> given) {
      context.set(given);
      return UpdateControl.noUpdate();
    }
  }

  Context<CodeSession> context() {
    return context.get();
  }

  Tampering tampering(Signals signals) {
    var clock = new ManualClock(java.time.Instant.parse("2026-11-24T10:00:00Z"));
    return new Tampering(new EventLog(client, clock, "test"), signals, noSinks(), clock);
  }

  /** Nobody is to hear of anything. */
  static Delivery noSinks() {
    return new Delivery(List.of(), new MemoryOutbox(), new RecordedDeliveries());
  }

  /** A server that has the same time as the test. */
  static ServerTime time() {
    return new ServerTime(new ManualClock(java.time.Instant.parse("2026-11-24T10:00:00Z")));
  }

  static synchronized String namespace() {
    return "team-" + ++namespaces;
  }

  static CodeSession session(String namespace) {
    var session = Examples.session();
    session.getMetadata().setNamespace(namespace);
    session.getMetadata().setUid(namespace + "-session");
    return session;
  }

  <T extends HasMetadata> T create(T object) {
    return client.resource(object).create();
  }

  /** What this client asked of the server since {@link #forgetRequests}. */
  List<Sent> requests(String method, String path) {
    return sent.stream().filter(r -> r.method().equals(method) && r.path().endsWith(path)).toList();
  }

  void forgetRequests() {
    sent.clear();
  }

  /** A request as it left the client: the mock server does not keep the bodies of PUT and PATCH. */
  record Sent(String method, String path, String body) {}

  private final class Spy implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      var body = request.bodyString();
      sent.add(new Sent(request.method(), request.uri().getPath(), body == null ? "" : body));
    }
  }

  private final class SpiedUpon implements HttpClient.Factory {
    private final HttpClient.Factory jdk = new JdkHttpClientFactory();

    @Override
    public HttpClient.Builder newBuilder() {
      return jdk.newBuilder().addOrReplaceInterceptor("spy", new Spy());
    }
  }
}
