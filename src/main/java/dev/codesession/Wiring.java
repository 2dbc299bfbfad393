package dev.codesession;

import dev.codesession.alerts.AlertSettings;
import dev.codesession.alerts.Delivery;
import dev.codesession.alerts.sink.Sinks;
import dev.codesession.audit.AnchorStore;
import dev.codesession.audit.AuditSettings;
import dev.codesession.audit.Export;
import dev.codesession.audit.FileExport;
import dev.codesession.audit.Signer;
import dev.codesession.audit.StreamExport;
import dev.codesession.audit.Trail;
import dev.codesession.audit.TrailSignals;
import dev.codesession.cluster.AlertOutbox;
import dev.codesession.cluster.Alerts;
import dev.codesession.cluster.Applier;
import dev.codesession.cluster.AttachStreams;
import dev.codesession.cluster.AuditAnchors;
import dev.codesession.cluster.AuditBook;
import dev.codesession.cluster.Caches;
import dev.codesession.cluster.CanarySlots;
import dev.codesession.cluster.ClassApplier;
import dev.codesession.cluster.ClassCaches;
import dev.codesession.cluster.ClassObserver;
import dev.codesession.cluster.ClassReconciler;
import dev.codesession.cluster.EventLog;
import dev.codesession.cluster.Guard;
import dev.codesession.cluster.GuardRemoval;
import dev.codesession.cluster.GuestChannels;
import dev.codesession.cluster.HelloTerms;
import dev.codesession.cluster.Observer;
import dev.codesession.cluster.OperatorSeal;
import dev.codesession.cluster.Originals;
import dev.codesession.cluster.Orphans;
import dev.codesession.cluster.QuotaQueue;
import dev.codesession.cluster.Recently;
import dev.codesession.cluster.Reporter;
import dev.codesession.cluster.Salvager;
import dev.codesession.cluster.ServerTime;
import dev.codesession.cluster.SessionReconciler;
import dev.codesession.cluster.Sweeper;
import dev.codesession.cluster.Tampering;
import dev.codesession.outbound.OtlpLines;
import dev.codesession.runtime.OperatorSettings;
import dev.codesession.runtime.Resolver;
import dev.codesession.runtime.Telemetry;
import dev.codesession.session.Deadlines;
import dev.codesession.session.Lifecycle;
import dev.codesession.tracing.Traces;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the operator and who knows whom. */
record Wiring(
    SessionReconciler sessions,
    ClassReconciler classes,
    GuestChannels guests,
    QuotaQueue queue,
    Orphans orphans,
    GuardRemoval guardRemoval,
    Delivery delivery,
    Optional<Trail> trail) {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  static Wiring of(
      OperatorSettings settings,
      AlertSettings alerting,
      AuditSettings auditing,
      KubernetesClient client,
      Telemetry telemetry,
      Traces traces,
      ServerTime time,
      InstantSource clock,
      BooleanSupplier started) {
    var caches = new Caches();
    telemetry.beforeScrape(
        () -> {
          var census = caches.census(clock.instant());
          telemetry.sessions(census.phases(), census.oldestQueued());
        });
    var classCaches = new ClassCaches(settings.namespace());
    var probes = new LinkedHashMap<>(settings.probes());
    var master = client.getMasterUrl();
    probes.put(
        "apiserver",
        master.getHost()
            + ":"
            + (master.getPort() < 0 ? master.getDefaultPort() : master.getPort()));
    resolver().ifPresent(address -> probes.putIfAbsent("dns", address));
    var originals = new Originals(client);
    var events = new EventLog(client, clock, settings.identity());
    var delivery =
        new Delivery(
            Sinks.of(alerting, clock), new AlertOutbox(client, settings.namespace()), telemetry);
    var alerts = new Alerts(events, telemetry, delivery, clock);
    var guests =
        new GuestChannels(
            new AttachStreams(client),
            new Salvager(client),
            new HelloTerms(caches, time, probes),
            originals,
            OperatorSeal.obtain(client, settings.namespace(), settings.sealSecret()),
            alerts,
            telemetry,
            clock);
    var tampering = new Tampering(events, telemetry, delivery, clock);
    var guard = new Guard(client, caches, settings.priorityClass(), tampering);
    var queue = new QuotaQueue(caches, guests::wake, clock);
    var trail = trail(auditing, new AuditAnchors(client, settings.namespace()), telemetry, clock);
    var reconciler =
        new SessionReconciler(
            caches,
            new Observer(client, caches, guard, queue, guests, settings.namespace()),
            queue,
            new Lifecycle(Deadlines.DEFAULT),
            new Applier(
                client,
                caches,
                guard,
                guests,
                settings.priorityClass(),
                new Recently(Duration.ofSeconds(5), clock)),
            new Reporter(originals, events, alerts, telemetry, traces, clock),
            guests,
            classCaches,
            new AuditBook(trail.orElse(null), originals, version()),
            clock);
    var slots = new CanarySlots(clock);
    var classes =
        new ClassReconciler(
            classCaches,
            new ClassObserver(
                caches, classCaches, slots, settings.namespace(), version(), delivery),
            new ClassApplier(client, classCaches, slots, events, telemetry, settings.namespace()),
            clock,
            started);
    return new Wiring(
        reconciler,
        classes,
        guests,
        queue,
        new Orphans(client, caches, telemetry),
        new GuardRemoval(client, caches, tampering, classes::leading, clock),
        delivery,
        trail);
  }

  private static Optional<Trail> trail(
      AuditSettings settings, AnchorStore anchors, TrailSignals signals, InstantSource clock) {
    var signer = settings.key() == null ? Signer.NONE : Signer.of(settings.key());
    return export(settings).map(export -> new Trail(anchors, export, signer, signals, clock));
  }

  private static Optional<Export> export(AuditSettings settings) {
    return switch (settings.target()) {
      case Stdout -> Optional.of(new StreamExport());
      case File -> Optional.of(new FileExport(Objects.requireNonNull(settings.file())));
      case Otlp ->
          Optional.of(
              new OtlpLines(
                      Objects.requireNonNull(settings.collector()), "codesession.audit", version())
                  ::write);
      case None -> Optional.empty();
    };
  }

  /** Alerts that an earlier process has left, and those that had no room in a queue. */
  void recoverAlertsEvery(Duration pause) {
    Sweeper.start(
        "alert-outbox",
        pause,
        () -> {
          if (classes.leading()) {
            delivery.recover();
          }
        });
  }

  /** Absent where it cannot be read: it is one attempt of many. */
  private static Optional<String> resolver() {
    try {
      return Resolver.address(Files.readAllLines(Path.of("/etc/resolv.conf")));
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("error", e.toString()).log("the resolver is not known");
      return Optional.empty();
    }
  }

  /** From the manifest of the jar; a canary of another version is not taken for proof. */
  static String version() {
    return Objects.requireNonNullElse(
        Wiring.class.getPackage().getImplementationVersion(), "development");
  }
}
