package dev.codesession.blueprint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.codesession.admission.Admission;
import dev.codesession.admission.Plan;
import dev.codesession.api.v1alpha1.Names;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.api.v1alpha1.SessionClassSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The class as it was when the pod was made, on the pod itself. From then on a session is judged by
 * it, so that a changed or deleted class changes nothing for who has begun; and that costs no
 * write.
 */
public final class PinnedClass {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Pods of one class say the same to the letter, and each pass of each session asks. */
  private static final Map<String, Optional<SessionClass>> KNOWN =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Optional<SessionClass>> eldest) {
              return size() > 64;
            }
          });

  private PinnedClass() {}

  private record Form(String name, @Nullable SessionClassSpec spec) {}

  /** The annotation, with the one language that matters. */
  static Map<String, String> annotation(Plan plan) {
    var s = plan.rules();
    var spec =
        new SessionClassSpec(
            s.runtimeClassName(),
            List.of(plan.language()),
            s.limits(),
            s.isolation(),
            s.residency(),
            s.retention(),
            s.quota(),
            s.allowTags(),
            s.scratchMedium(),
            s.startDeadline(),
            s.cpuOvercommit(),
            s.monitoring(),
            s.scan(),
            s.executeScratch(),
            s.insecureSkipCanary());
    try {
      return Map.of(
          Names.CLASS_ANNOTATION, JSON.writeValueAsString(new Form(plan.className(), spec)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a class that was read can be written", e);
    }
  }

  /** Empty for a pod of an earlier version, or one that somebody has tampered with. */
  public static Optional<SessionClass> of(Pod pod) {
    var annotations = pod.getMetadata().getAnnotations();
    var text = annotations == null ? null : annotations.get(Names.CLASS_ANNOTATION);
    return text == null ? Optional.empty() : KNOWN.computeIfAbsent(text, PinnedClass::read);
  }

  private static Optional<SessionClass> read(String text) {
    try {
      var form = JSON.readValue(text, Form.class);
      return form == null || form.name() == null || form.spec() == null
          ? Optional.empty()
          : Optional.of(sessionClass(form.name(), form.spec()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The session may have named it or may have meant the default one: it is both. */
  private static SessionClass sessionClass(String name, SessionClassSpec spec) {
    var pinned = new SessionClass();
    pinned.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withAnnotations(Map.of(Admission.DEFAULT_CLASS_ANNOTATION, "true"))
            .build());
    pinned.setSpec(spec);
    return pinned;
  }
}
