package dev.codesession;

import dev.codesession.api.v1alpha1.CodeSession;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.runtime.OperatorSettings;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.javaoperatorsdk.operator.processing.retry.Retry;
import java.time.Duration;
import java.util.HashSet;

/** How the two controllers are run. */
final class Controllers {
  /** Sessions of 1.5 MB each fit in memory so many at a time, before they are abridged. */
  private static final long PAGE = 32;

  private Controllers() {}

  static void sessions(
      ControllerConfigurationOverrider<CodeSession> configuration, OperatorSettings settings) {
    configuration
        .withName("codesession")
        .withFinalizer(Names.SESSION_FINALIZER)
        .withRetry(patience())
        .withReconciliationMaxInterval(Duration.ofMinutes(10))
        .withInformerListLimit(PAGE);
    if (!settings.watchNamespaces().isEmpty()) {
      // Its own, too: canaries live there.
      var namespaces = new HashSet<>(settings.watchNamespaces());
      namespaces.add(settings.namespace());
      configuration.settingNamespaces(namespaces);
    }
  }

  static void classes(ControllerConfigurationOverrider<SessionClass> configuration) {
    configuration
        .withName("sessionclass")
        .withRetry(patience())
        // Or it would not be asked about a class that is being deleted: it has no Cleaner, since a
        // finalizer on every class would outlive an uninstalled operator.
        .withTriggerReconcilerOnAllEvents(true)
        .withReconciliationMaxInterval(Duration.ofMinutes(10));
  }

  /** Without end and without long gaps: a platform that comes back finds its sessions waiting. */
  private static Retry patience() {
    return new GenericRetry()
        .setInitialInterval(200)
        .setIntervalMultiplier(1.7)
        .setMaxInterval(15_000)
        .setMaxAttempts(-1);
  }
}
