package dev.codesession;

import dev.codesession.alerts.AlertSettings;
import dev.codesession.audit.AuditSettings;
import dev.codesession.audit.Trail;
import dev.codesession.cluster.Abridgement;
import dev.codesession.cluster.ServerTime;
import dev.codesession.outbound.Collector;
import dev.codesession.runtime.ApiCalls;
import dev.codesession.runtime.ClientDefaults;
import dev.codesession.runtime.Gate;
import dev.codesession.runtime.HttpEndpoints;
import dev.codesession.runtime.LeanObjects;
import dev.codesession.runtime.MetricsEndpoint;
import dev.codesession.runtime.MetricsSettings;
import dev.codesession.runtime.OperatorSettings;
import dev.codesession.runtime.SharingCloner;
import dev.codesession.runtime.StartLimit;
import dev.codesession.runtime.Telemetry;
import dev.codesession.runtime.TokenGate;
import dev.codesession.tracing.OtlpTraces;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the settings, wires the parts, starts, and stops in good order on SIGTERM. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final Duration START_PATIENCE = Duration.ofSeconds(90);
  private static final Duration CACHE_SYNC = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(10);
  private static final Duration ORPHANS_EVERY = Duration.ofSeconds(20);
  private static final Duration IDLE_GUARDS_EVERY = Duration.ofSeconds(15);
  private static final Duration QUOTA_TICK = Duration.ofSeconds(1);
  private static final Duration ALERTS_EVERY = Duration.ofSeconds(5);

  private Main() {}

  public static void main(String[] args) {
    ClientDefaults.apply();
    var settings = OperatorSettings.from(System.getenv());
    var metrics = MetricsSettings.from(System.getenv());
    var alerting = AlertSettings.from(System.getenv());
    var auditing = AuditSettings.from(System.getenv());
    var tracing =
        Collector.from(
            System.getenv(), "OTEL_EXPORTER_OTLP_ENDPOINT", "CODESESSION_TRACES_SECRETS");
    LOG.atInfo()
        .addKeyValue("settings", settings.describe())
        .addKeyValue("metrics", metrics)
        .addKeyValue("alerts", alerting.describe())
        .addKeyValue("audit", auditing)
        .addKeyValue("tracing", tracing)
        .log("starting");
    var clock = InstantSource.system();
    var telemetry = new Telemetry();
    var traces = OtlpTraces.of(tracing, Wiring.version());
    var time = new ServerTime(clock);
    var client = client(time, telemetry);
    var started = new AtomicBoolean();
    var wiring =
        Wiring.of(
            settings, alerting, auditing, client, telemetry, traces, time, clock, started::get);
    var filled = new CountDownLatch(1);
    var operator = operator(settings, client, telemetry, filled);
    operator.register(
        wiring.sessions(), configuration -> Controllers.sessions(configuration, settings));
    operator.register(wiring.classes(), Controllers::classes);
    var endpoints =
        new HttpEndpoints(
            settings.httpPort(),
            () -> !started.get() || healthy(operator),
            () -> started.get() && healthy(operator),
            metrics.certificate() == null ? telemetry::scrape : null);
    var secured = secured(metrics, client, telemetry, clock);
    // JOSDK installs no shutdown hook under leader election (#3383).
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  LOG.info("stopping");
                  operator.stop();
                  wiring.guests().close();
                  wiring.delivery().close();
                  wiring.trail().ifPresent(Trail::close);
                  traces.close();
                  endpoints.close();
                  secured.ifPresent(MetricsEndpoint::close);
                  telemetry.close();
                  client.close();
                }));
    wiring.trail().ifPresent(Trail::start);
    var limit = StartLimit.begin(START_PATIENCE, Main::giveUp);
    start(operator);
    awaitCaches(operator);
    limit.reached();
    filled.countDown();
    wiring.orphans().sweepEvery(ORPHANS_EVERY);
    wiring.queue().tickEvery(QUOTA_TICK);
    wiring.guardRemoval().sweepEvery(IDLE_GUARDS_EVERY);
    wiring.recoverAlertsEvery(ALERTS_EVERY);
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
    return Optional.of(new MetricsEndpoint(settings.port(), certificate, gate, telemetry::scrape));
  }

  /** Threads that are running already would keep a process alive that will never work. */
  private static void start(Operator operator) {
    try {
      operator.start();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("the operator cannot start");
      System.exit(1);
    }
  }

  /** Whatever was refused is asked for again meanwhile; the limit of the start ends this, too. */
  private static void awaitCaches(Operator operator) {
    try {
      while (!healthy(operator)) {
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** At once: there is nothing to end in good order, and JOSDK holds its locks while it starts. */
  private static void giveUp() {
    LOG.atError()
        .addKeyValue("patience", START_PATIENCE)
        .log("the operator does not come to start");
    Runtime.getRuntime().halt(1);
  }

  private static KubernetesClient client(ServerTime time, Telemetry telemetry) {
    var config =
        new ConfigBuilder(Config.autoConfigure(null))
            .withMaxConcurrentRequests(512)
            .withMaxConcurrentRequestsPerHost(512)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(LeanObjects.serialization(Abridgement::of))
        .withHttpClientFactory(new VirtualThreads())
        .withHttpClientBuilderConsumer(
            http ->
                http.addOrReplaceInterceptor("server-time", time)
                    .addOrReplaceInterceptor("api-calls", new ApiCalls(telemetry::apiRequest)))
        .withTaskExecutor(Executors.newVirtualThreadPerTaskExecutor())
        .build();
  }

  /**
   * The client's own pool keeps a thread, with stack and malloc arena, for each request of a burst.
   */
  private static final class VirtualThreads extends JdkHttpClientFactory {
    @Override
    protected void additionalConfig(HttpClient.Builder builder) {
      builder.executor(Executors.newVirtualThreadPerTaskExecutor());
    }
  }

  private static Operator operator(
      OperatorSettings settings,
      KubernetesClient client,
      Telemetry telemetry,
      CountDownLatch filled) {
    // Built outside the lambda: JOSDK 5.3.2 runs it twice (#3353).
    var reconcilers = Thread.ofVirtual().name("reconcile-", 0).factory();
    var threads =
        Executors.newFixedThreadPool(
            settings.reconcileThreads(),
            worker -> reconcilers.newThread(() -> workWhenOpen(filled, worker)));
    Metrics metrics = MicrometerMetricsV2.newBuilder(telemetry.registry()).build();
    return new Operator(
        o -> {
          o.withKubernetesClient(client)
              .withExecutorService(threads)
              .withMetrics(metrics)
              .withResourceCloner(new SharingCloner(client.getKubernetesSerialization()))
              // The API server's own conflict rules and minimal JSON patches; the mock server of
              // the tests knows no server-side apply either.
              .withUseSSAToPatchPrimaryResource(false)
              .withCloseClientOnStop(false)
              // A list or watch that is refused now may be answered in a second: it is asked again,
              // and /readyz says no.
              .withStopOnInformerErrorDuringStartup(false)
              // Then JOSDK goes on with what the caches hold; nothing is reconciled before they
              // are full, see workWhenOpen. It has to go on: while it waits it holds the lock that
              // events need, and a watch that is asked for again comes behind the events of the
              // first list (JOSDK 5.3.2, client 7.6.1).
              .withCacheSyncTimeout(CACHE_SYNC)
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

  /** Caches with gaps would tell of sessions without a sandbox. */
  private static void workWhenOpen(CountDownLatch filled, Runnable worker) {
    try {
      filled.await();
      worker.run();
    } catch (InterruptedException e) {
      // the process ends
      Thread.currentThread().interrupt();
    }
  }

  private static boolean healthy(Operator operator) {
    return operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }
}
