package dev.codesession.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The signed checkpoints of a file, held against a public key and the records themselves. */
public final class SignedCheckpoints {
  private final PublicKey key;
  private final List<String> findings = new ArrayList<>();
  private final List<JsonNode> statements = new ArrayList<>();
  private int number;

  /**
   * @throws IllegalArgumentException if the text is no public key
   */
  public SignedCheckpoints(String pem) {
    key = Dsse.publicKey(pem);
  }

  /** The next line of the file. */
  public void line(String text) {
    number++;
    if (!text.contains("\"" + Checkpoint.TYPE + "\"")) {
      return;
    }
    try {
      var envelope = CanonicalJson.read(text).path("envelope");
      var payload = new String(decode(envelope.path("payload").asText()), StandardCharsets.UTF_8);
      boolean genuine =
          Dsse.IN_TOTO.equals(envelope.path("payloadType").asText())
              && Dsse.genuine(payload, decode(envelope.at("/signatures/0/sig").asText()), key);
      if (genuine) {
        statements.add(CanonicalJson.read(payload));
      } else {
        findings.add("the checkpoint in line " + number + " is not signed with this key");
      }
    } catch (IllegalArgumentException e) {
      findings.add("the checkpoint in line " + number + " cannot be read");
    }
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  /** What does not fit, after the last line. */
  public List<String> findings(Verification records) {
    var all = new ArrayList<>(findings);
    if (statements.isEmpty()) {
      all.add("there is no checkpoint signed with this key");
    }
    for (JsonNode statement : statements) {
      var chain = statement.at("/subject/0/name").asText();
      long sequence = statement.at("/predicate/sequence").asLong();
      var hash = "sha256:" + statement.at("/subject/0/digest/sha256").asText();
      if (!records.has(chain, sequence, hash)) {
        all.add("record " + Line.plain(chain) + "#" + sequence + " is not the one that was signed");
      }
    }
    return all;
  }
}
