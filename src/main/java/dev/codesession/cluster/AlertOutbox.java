package dev.codesession.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.codesession.alerts.Incident;
import dev.codesession.alerts.IncidentKind;
import dev.codesession.alerts.Outbox;
import dev.codesession.api.v1alpha1.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox of alerts: immutable ConfigMaps in the operator's own namespace, where no tenant reads
 * or writes. Named by the ids in them, so that the same letter laid down twice is one.
 */
public final class AlertOutbox implements Outbox {
  static final String ROLE = "alert-outbox";

  private static final Logger LOG = LoggerFactory.getLogger(AlertOutbox.class);
  private static final String PREFIX = "codesession-alert-";
  private static final String KEY = "incidents.json";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final KubernetesClient client;
  private final String namespace;

  public AlertOutbox(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  @Override
  public Letter keep(List<Incident> incidents) {
    var letter = new Letter(name(incidents), incidents);
    var object =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(letter.name())
            .withLabels(Map.of(Names.MANAGED_BY_LABEL, Names.MANAGED_BY, Names.ROLE_LABEL, ROLE))
            .endMetadata()
            .withImmutable(true)
            .withData(Map.of(KEY, write(incidents)))
            .build();
    Creation.once(() -> client.resource(object).create());
    return letter;
  }

  /** The kind in it is of no meaning: it is the digest of the ids. */
  private static String name(List<Incident> incidents) {
    var ids = incidents.stream().map(Incident::id).sorted().toArray(String[]::new);
    return PREFIX + Incident.id(IncidentKind.Violation, "letter", ids).substring(4);
  }

  private static String write(List<Incident> incidents) {
    try {
      return JSON.writeValueAsString(incidents);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void discard(Letter letter) {
    client.configMaps().inNamespace(namespace).withName(letter.name()).delete();
  }

  @Override
  public List<Letter> all() {
    return client
        .configMaps()
        .inNamespace(namespace)
        .withLabel(Names.ROLE_LABEL, ROLE)
        .list()
        .getItems()
        .stream()
        .map(AlertOutbox::read)
        .flatMap(Optional::stream)
        .toList();
  }

  /** What cannot be read stays where it is, for people. */
  private static Optional<Letter> read(ConfigMap object) {
    var name = object.getMetadata().getName();
    try {
      var text = object.getData() == null ? "" : object.getData().getOrDefault(KEY, "");
      return Optional.of(new Letter(name, List.of(JSON.readValue(text, Incident[].class))));
    } catch (JsonProcessingException | RuntimeException e) {
      LOG.atError().addKeyValue("letter", name).log("letter of the alert outbox cannot be read");
      return Optional.empty();
    }
  }
}
