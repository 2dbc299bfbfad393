package dev.codesession.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codesession.admission.Examples;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

final class SharingClonerTest {
  private final SharingCloner cloner = new SharingCloner(new KubernetesSerialization());

  @Test
  void metadataOfASessionIsACopyAndTheRestIsShared() {
    var session = Examples.session();
    var copy = cloner.clone(session);
    assertThat(copy).isEqualTo(session).isNotSameAs(session);
    assertThat(copy.getSpec()).isSameAs(session.getSpec());
    copy.getMetadata().setResourceVersion("other");
    copy.addFinalizer("dev.codesession/other");
    assertThat(session.getMetadata().getFinalizers()).doesNotContain("dev.codesession/other");
    assertThat(session.getMetadata().getResourceVersion()).isNotEqualTo("other");
  }

  @Test
  void othersAreCopiedWhole() {
    var pod = new PodBuilder().withNewMetadata().withName("p").endMetadata().build();
    assertThat(cloner.clone(pod)).isEqualTo(pod).isNotSameAs(pod);
  }
}
