package dev.codesession;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.cluster.Applier;
import dev.codesession.cluster.AttachStreams;
import dev.codesession.cluster.Caches;
import dev.codesession.cluster.EventLog;
import dev.codesession.cluster.Guard;
import dev.codesession.cluster.GuestChannels;
import dev.codesession.cluster.HelloTerms;
import dev.codesession.cluster.Observer;
import dev.codesession.cluster.OperatorSeal;
import dev.codesession.cluster.Recently;
import dev.codesession.cluster.Reporter;
import dev.codesession.cluster.Salvager;
import dev.codesession.cluster.SessionReconciler;
import dev.codesession.runtime.Gate;
import dev.codesession.runtime.HttpEndpoints;
import dev.codesession.runtime.MetricsEndpoint;
import dev.codesession.runtime.MetricsSettings;
import dev.codesession.runtime.OperatorSettings;
import dev.codesession.runtime.Telemetry;
import dev.codesession.runtime.TokenGate;
import dev.codesession.session.Deadlines;
import dev.codesession.session.Lifecycle;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the settings, wires the parts, starts, and stops in good order on SIGTERM. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(10);

  private Main() {}

  public static void main(String[] args) {
    var settings = OperatorSettings.from(System.getenv());
    var metrics = MetricsSettings.from(System.getenv());
    LOG.atInfo()
        .addKeyValue("settings", settings.describe())
        .addKeyValue("metrics", metrics)
        .log("starting");
    var clock = InstantSource.system();
    var telemetry = new Telemetry();
    var client = client();
    var wiring = wire(settings, client, new Caches(), telemetry, clock);
    var operator = operator(settings, client, telemetry);
    operator.register(wiring.reconciler(), configuration -> configure(configuration, settings));
    var started = new AtomicBoolean();
    var endpoints =
        new HttpEndpoints(
            settings.httpPort(),
            () -> !started.get() || healthy(operator),
            () -> started.get() && healthy(operator),
            metrics.certificate() == null ? telemetry.registry()::scrape : null);
    var secured = secured(metrics, client, telemetry, clock);
    // JOSDK installs no shutdown hook under leader election (#3383).
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  LOG.info("stopping");
                  operator.stop();
                  wiring.guests().close();
                  endpoints.close();
                  secured.ifPresent(MetricsEndpoint::close);
                  telemetry.close();
                  client.close();
                }));
    operator.start();
    started.set(true);
    LOG.info("started");
  }

  private static Optional<MetricsEndpoint> secured(
      MetricsSettings settings, KubernetesClient client, Telemetry telemetry, InstantSource clock) {
    var certificate = settings.certificate();
    if (certificate == null) {
      return Optional.empty();
    }
    var gate = settings.authenticated() ? new TokenGate(client, clock) : Gate.OPEN;
    return Optional.of(
        new MetricsEndpoint(settings.port(), certificate, gate, telemetry.registry()::scrape));
  }

  private record Wiring(SessionReconciler reconciler, GuestChannels guests) {}

  private static Wiring wire(
      OperatorSettings settings,
      KubernetesClient client,
      Caches caches,
      Telemetry telemetry,
      InstantSource clock) {
    var probes = new LinkedHashMap<>(settings.probes());
    var master = client.getMasterUrl();
    probes.put(
        "apiserver",
        master.getHost()
            + ":"
            + (master.getPort() < 0 ? master.getDefaultPort() : master.getPort()));
    var guests =
        new GuestChannels(
            new AttachStreams(client),
            new Salvager(client),
            new HelloTerms(caches, probes),
            OperatorSeal.obtain(client, settings.namespace(), settings.sealSecret()),
            telemetry,
            clock);
    var guard = new Guard(client, caches, settings.priorityClass(), telemetry);
    var reconciler =
        new SessionReconciler(
            caches,
            new Observer(client, caches, guard, guests),
            new Lifecycle(Deadlines.DEFAULT),
            new Applier(
                client,
                caches,
                guard,
                guests,
                settings.priorityClass(),
                new Recently(Duration.ofSeconds(5), clock)),
            new Reporter(new EventLog(client, clock, settings.identity()), telemetry, clock),
            guests,
            clock);
    return new Wiring(reconciler, guests);
  }

  private static KubernetesClient client() {
    var config =
        new ConfigBuilder(Config.autoConfigure(null))
            .withMaxConcurrentRequests(512)
            .withMaxConcurrentRequestsPerHost(512)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withTaskExecutor(Executors.newVirtualThreadPerTaskExecutor())
        .build();
  }

  private static Operator operator(
      OperatorSettings settings, KubernetesClient client, Telemetry telemetry) {
    // Built outside the lambda: JOSDK 5.3.2 runs it twice (#3353).
    var threads =
        Executors.newFixedThreadPool(
            settings.reconcileThreads(), Thread.ofVirtual().name("reconcile-", 0).factory());
    Metrics metrics = MicrometerMetricsV2.newBuilder(telemetry.registry()).build();
    return new Operator(
        o -> {
          o.withKubernetesClient(client)
              .withExecutorService(threads)
              .withMetrics(metrics)
              // The API server's own conflict rules and minimal JSON patches; the mock server of
              // the tests knows no server-side apply either.
              .withUseSSAToPatchPrimaryResource(false)
              .withCloseClientOnStop(false)
              .withReconciliationTerminationTimeout(SHUTDOWN_PATIENCE);
          if (settings.leaderElection()) {
            o.withLeaderElectionConfiguration(
                LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(
                        "codesession-operator")
                    .withLeaseNamespace(settings.namespace())
                    .withIdentity(settings.identity())
                    .build());
          }
        });
  }

  private static void configure(
      ControllerConfigurationOverrider<CodeSession> configuration, OperatorSettings settings) {
    configuration
        .withName("codesession")
        .withFinalizer(Names.SESSION_FINALIZER)
        // Without end and without long gaps: a platform that comes back finds its sessions waiting.
        .withRetry(
            new GenericRetry()
                .setInitialInterval(200)
                .setIntervalMultiplier(1.7)
                .setMaxInterval(15_000)
                .setMaxAttempts(-1))
        .withReconciliationMaxInterval(Duration.ofMinutes(10));
    if (!settings.watchNamespaces().isEmpty()) {
      configuration.settingNamespaces(settings.watchNamespaces());
    }
  }

  private static boolean healthy(Operator operator) {
    return operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }
}
