package dev.codesession.guest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of one pod. It goes to the guest once, in HELLO, and is never stored: whoever has the
 * operator's secret derives it again.
 */
public final class SealKey {
  private static final int SIZE = 32;
  private static final String HMAC = "HmacSHA256";

  /**
   * Says what the derived key is for, so that no other use of the operator's secret can yield the
   * same one.
   */
  private static final String PURPOSE = "codesession.dev/seal-key/1";

  private final byte[] key;

  private SealKey(byte[] key) {
    this.key = key.clone();
  }

  /**
   * HKDF-SHA256 without salt; info is {@code "codesession.dev/seal-key/1\n" sessionUid "\n"
   * podUid}.
   */
  public static SealKey derive(byte[] operatorSecret, String sessionUid, String podUid) {
    if (operatorSecret.length < SIZE) {
      throw new IllegalArgumentException(
          "the operator's secret must have at least " + SIZE + " bytes");
    }
    if (sessionUid.isEmpty() || podUid.isEmpty() || (sessionUid + podUid).indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a UID is one line");
    }
    var info = String.join("\n", PURPOSE, sessionUid, podUid).getBytes(StandardCharsets.UTF_8);
    try {
      return of(
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract().addIKM(operatorSecret).thenExpand(info, SIZE)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HKDF-SHA256", e);
    }
  }

  /** A key that is known already, 32 bytes. */
  public static SealKey of(byte[] key) {
    if (key.length != SIZE) {
      throw new IllegalArgumentException("a key has " + SIZE + " bytes");
    }
    return new SealKey(key);
  }

  byte[] hmac(byte[] head, byte[] body) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + HMAC, e);
    }
  }

  String base64() {
    return Base64.getEncoder().encodeToString(key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealKey that && MessageDigest.isEqual(key, that.key);
  }

  @Override
  public int hashCode() {
    // Nothing of the key, not even its hash, may show up in a dump of a map.
    return SIZE;
  }

  @Override
  public String toString() {
    return "SealKey[hidden]";
  }
}
