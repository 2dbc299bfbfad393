package dev.codesession.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * DSSE, the envelope of in-toto (secure-systems-lab/dsse, protocol.md): what is signed is type and
 * payload, each with its length, so that neither can be taken for the other.
 */
final class Dsse {
  static final String IN_TOTO = "application/vnd.in-toto+json";

  private static final List<String> ALGORITHMS = List.of("Ed25519", "EC");

  private Dsse() {}

  static Map<String, Object> envelope(String payload, PrivateKey key, String keyId)
      throws GeneralSecurityException {
    var signature = signature(key.getAlgorithm());
    signature.initSign(key);
    signature.update(preAuthentication(payload));
    return Map.of(
        "payloadType",
        IN_TOTO,
        "payload",
        Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8)),
        "signatures",
        List.of(
            Map.of("keyid", keyId, "sig", Base64.getEncoder().encodeToString(signature.sign()))));
  }

  static boolean genuine(String payload, byte[] sig, PublicKey key) {
    try {
      var signature = signature(key.getAlgorithm());
      signature.initVerify(key);
      signature.update(preAuthentication(payload));
      return signature.verify(sig);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Signature signature(String algorithm) throws GeneralSecurityException {
    return Signature.getInstance(algorithm.equals("EC") ? "SHA256withECDSA" : "Ed25519");
  }

  private static byte[] preAuthentication(String payload) {
    var body = payload.getBytes(StandardCharsets.UTF_8);
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(
        ("DSSEv1 " + IN_TOTO.length() + " " + IN_TOTO + " " + body.length + " ")
            .getBytes(StandardCharsets.UTF_8));
    whole.writeBytes(body);
    return whole.toByteArray();
  }

  private interface Reading<K> {
    K read(KeyFactory factory) throws GeneralSecurityException;
  }

  /**
   * A private key in PKCS#8.
   *
   * @throws IllegalArgumentException if it is neither Ed25519 nor EC
   */
  static PrivateKey privateKey(String pem) {
    var bytes = decode(pem);
    return key("private key in PKCS#8", f -> f.generatePrivate(new PKCS8EncodedKeySpec(bytes)));
  }

  /**
   * A public key.
   *
   * @throws IllegalArgumentException if it is neither Ed25519 nor EC
   */
  static PublicKey publicKey(String pem) {
    var bytes = decode(pem);
    return key("public key", f -> f.generatePublic(new X509EncodedKeySpec(bytes)));
  }

  private static <K> K key(String what, Reading<K> reading) {
    var failure = new IllegalArgumentException("the key is no Ed25519 or EC " + what + " (PEM)");
    for (String algorithm : ALGORITHMS) {
      try {
        return reading.read(KeyFactory.getInstance(algorithm));
      } catch (GeneralSecurityException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  private static byte[] decode(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }
}
