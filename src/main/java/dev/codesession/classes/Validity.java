package dev.codesession.classes;

import dev.codesession.admission.Admission;
import dev.codesession.admission.Durations;
import dev.codesession.admission.Verdict;
import dev.codesession.api.v1alpha1.Language;
import dev.codesession.api.v1alpha1.SessionClass;
import dev.codesession.api.v1alpha1.SessionClassSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a class by itself. The schema says most of it, but an old CRD may be
 * installed, or a newer one than this operator knows.
 */
final class Validity {
  private static final Pattern DIGEST = Pattern.compile(".*@sha256:[0-9a-f]{64}");
  private static final Set<String> PULL_POLICIES = Set.of("IfNotPresent", "Always", "Never");

  private Validity() {}

  /** The first fault; empty for a sound class. */
  static Optional<String> fault(SessionClass sessionClass) {
    var spec = sessionClass.getSpec();
    if (spec == null) {
      return Optional.of("spec: is missing");
    }
    if (spec.languages().isEmpty()) {
      return Optional.of("spec.languages: is empty");
    }
    return languages(spec).or(() -> interval(spec)).or(() -> asASessionSeesIt(sessionClass));
  }

  private static Optional<String> languages(SessionClassSpec spec) {
    var names = new HashSet<String>();
    boolean tags = Boolean.TRUE.equals(spec.allowTags());
    return spec.languages().stream()
        .map(language -> language(language, tags, names.add(language.name())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> language(Language language, boolean tags, boolean first) {
    var where = "spec.languages[" + language.name() + "]";
    if (!first) {
      return Optional.of(where + ": is named twice");
    }
    if (language.image() == null || (!tags && !DIGEST.matcher(language.image()).matches())) {
      return Optional.of(
          where
              + ".image: "
              + language.image()
              + " is not named by digest, and allowTags is not true");
    }
    return pullPolicy(where, language.imagePullPolicy());
  }

  private static Optional<String> pullPolicy(String where, @Nullable String policy) {
    return policy == null || PULL_POLICIES.contains(policy)
        ? Optional.empty()
        : Optional.of(where + ".imagePullPolicy: \"" + policy + "\" is an unknown word");
  }

  private static Optional<String> interval(SessionClassSpec spec) {
    var asked = spec.isolation() == null ? null : spec.isolation().canaryInterval();
    try {
      return asked == null || Durations.parse(asked).isPositive()
          ? Optional.empty()
          : Optional.of("spec.isolation.canaryInterval: must be more than 0s");
    } catch (IllegalArgumentException e) {
      return Optional.of("spec.isolation.canaryInterval: " + e.getMessage());
    }
  }

  /** Whatever would refuse the plainest of sessions. */
  private static Optional<String> asASessionSeesIt(SessionClass sessionClass) {
    var language = sessionClass.getSpec().languages().getFirst().name();
    var plain = Canary.spec(sessionClass.getMetadata().getName(), language);
    return switch (Admission.judge(plain, List.of(sessionClass))) {
      case Verdict.Accepted accepted -> Optional.empty();
      case Verdict.Refused(String message) -> Optional.of(message);
    };
  }
}
