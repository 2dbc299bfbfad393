package dev.codesession.audit;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A signed line that says where a chain ended: an in-toto statement whose subject is the chain,
 * with the digest of its last record, in a DSSE envelope.
 */
final class Checkpoint {
  static final String TYPE = "codesession.audit.checkpoint/v1";

  private Checkpoint() {}

  static String line(Anchor anchor, Instant now, PrivateKey key) throws GeneralSecurityException {
    var statement =
        CanonicalJson.write(
            Map.of(
                "_type",
                "https://in-toto.io/Statement/v1",
                "subject",
                List.of(
                    Map.of(
                        "name",
                        anchor.namespace(),
                        "digest",
                        Map.of("sha256", anchor.hash().substring("sha256:".length())))),
                "predicateType",
                "https://codesession.dev/audit/checkpoint/v1",
                "predicate",
                Map.of("sequence", anchor.sequence(), "time", now.toString())));
    return CanonicalJson.write(Map.of("type", TYPE, "envelope", Dsse.envelope(statement, key, "")));
  }
}
