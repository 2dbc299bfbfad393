package dev.codesession.cluster;

import dev.codesession.api.v1alpha1.Names;
import dev.codesession.audit.Anchor;
import dev.codesession.audit.AnchorStore;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;

/**
 * Anchors of the audit trail: one ConfigMap per namespace that had sessions, in the operator's own
 * namespace, where no tenant writes. They stay when a namespace goes: its trail does, too.
 */
public final class AuditAnchors implements AnchorStore {
  static final String ROLE = "audit-anchor";

  private static final String PREFIX = "codesession-audit-";
  private static final String KEY = "anchor.json";

  private final KubernetesClient client;
  private final String namespace;

  public AuditAnchors(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  @Override
  public Optional<Kept> read(String of) {
    return Optional.ofNullable(
            client.configMaps().inNamespace(namespace).withName(PREFIX + of).get())
        .map(AuditAnchors::kept);
  }

  private static Kept kept(ConfigMap object) {
    var text = object.getData() == null ? "" : object.getData().getOrDefault(KEY, "");
    return new Kept(Anchor.read(text), object.getMetadata().getResourceVersion());
  }

  @Override
  public Optional<Kept> write(Anchor anchor, String version) {
    var object =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(PREFIX + anchor.namespace())
            .withLabels(Map.of(Names.MANAGED_BY_LABEL, Names.MANAGED_BY, Names.ROLE_LABEL, ROLE))
            .withResourceVersion(version.isEmpty() ? null : version)
            .endMetadata()
            .withData(Map.of(KEY, anchor.write()))
            .build();
    try {
      var resource = client.resource(object);
      return Optional.of(kept(version.isEmpty() ? resource.create() : resource.update()));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
