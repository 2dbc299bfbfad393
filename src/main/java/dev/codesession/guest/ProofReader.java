package dev.codesession.guest;

import dev.codesession.api.v1alpha1.ConfinementFeature;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;

/** PROOF. Evidence that is not complete is none: the frame is dropped. */
final class ProofReader {
  private static final int NONCE = 16;
  private static final Pattern CAPABILITIES = Pattern.compile("[0-9a-f]{16}");

  private ProofReader() {}

  static Proof read(Fields body) {
    return new Proof(
        nonce(body),
        word(body, "warden"),
        body.word("state", GuestFrame.State.class),
        kernel(body.fields("kernel")),
        network(body.fields("network")),
        bounded(body.objects("reach")).stream().map(ProofReader::reach).toList(),
        identity(body.fields("identity")),
        confinement(body.fields("confinement")));
  }

  private static String nonce(Fields body) {
    if (body.bytes("nonce").length != NONCE) {
      throw new Malformed("nonce");
    }
    return body.text("nonce");
  }

  private static Proof.Kernel kernel(Fields kernel) {
    return new Proof.Kernel(
        word(kernel, "release"), word(kernel, "bootId"), kernel.amount("uptimeMillis"));
  }

  private static Proof.Network network(Fields network) {
    return new Proof.Network(
        bounded(network.objects("interfaces")).stream().map(ProofReader::link).toList(),
        (int) network.number("routes", -1, Integer.MAX_VALUE),
        words(network, "resolvers"));
  }

  private static Proof.Interface link(Fields link) {
    return new Proof.Interface(word(link, "name"), link.flag("up"), words(link, "addresses"));
  }

  private static Proof.Reach reach(Fields reach) {
    return new Proof.Reach(
        word(reach, "name"),
        word(reach, "address"),
        reach.word("outcome", Proof.Reach.Outcome.class),
        word(reach, "detail"));
  }

  private static Proof.Identity identity(Fields identity) {
    return new Proof.Identity(
        identity.count("pid"),
        identity.amount("uid"),
        identity.amount("gid"),
        bounded(identity.amounts("groups")),
        capabilities(identity.fields("capabilities")),
        identity.flag("noNewPrivileges"),
        identity.count("seccompMode"),
        identity.flag("serviceAccountToken"),
        identity.count("kubernetesEnvironment"));
  }

  private static Proof.Capabilities capabilities(Fields sets) {
    return new Proof.Capabilities(
        set(sets, "effective"),
        set(sets, "permitted"),
        set(sets, "bounding"),
        set(sets, "inheritable"),
        set(sets, "ambient"));
  }

  private static long set(Fields sets, String name) {
    var digits = sets.text(name);
    if (!CAPABILITIES.matcher(digits).matches()) {
      throw new Malformed(name);
    }
    return Long.parseUnsignedLong(digits, 16);
  }

  private static Proof.Confinement confinement(Fields confinement) {
    var features = EnumSet.noneOf(ConfinementFeature.class);
    var named = confinement.texts("features");
    for (var feature : ConfinementFeature.values()) {
      // Others are of a newer warden, and nothing that is asked for.
      if (named.contains(feature.name())) {
        features.add(feature);
      }
    }
    var refusals =
        bounded(confinement.objects("refusals")).stream()
            .map(refusal -> new Proof.Refusal(word(refusal, "attempt"), word(refusal, "errno")))
            .toList();
    return new Proof.Confinement(features, confinement.count("landlockAbi"), refusals);
  }

  private static String word(Fields fields, String name) {
    return UntrustedText.line(fields.text(name), Bounds.WORD);
  }

  private static List<String> words(Fields fields, String name) {
    return bounded(fields.texts(name)).stream()
        .map(word -> UntrustedText.line(word, Bounds.WORD))
        .toList();
  }

  /** A longer list is refused, not cut: what is cut off could be the evidence against. */
  private static <T> List<T> bounded(List<T> list) {
    if (list.size() > Bounds.PROOF_LIST) {
      throw new Malformed("a list of " + list.size());
    }
    return list;
  }
}
