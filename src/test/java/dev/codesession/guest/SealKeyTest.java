package dev.codesession.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SealKeyTest {
  private static final byte[] SECRET = new byte[32];

  @Test
  void theSameNamesGiveTheSameKeyAndOthersAnother() {
    var key = SealKey.derive(SECRET, "session", "pod");
    assertThat(key)
        .isEqualTo(SealKey.derive(SECRET, "session", "pod"))
        .hasSameHashCodeAs(SealKey.derive(SECRET, "session", "pod"));
    assertThat(key).isNotEqualTo(SealKey.derive(SECRET, "session", "pod2"));
    assertThat(key).isNotEqualTo(SealKey.derive(SECRET, "session2", "pod"));
    assertThat(key).isNotEqualTo(SealKey.derive(SECRET, "sessionp", "od"));
    var other = SECRET.clone();
    other[31] = 1;
    assertThat(key).isNotEqualTo(SealKey.derive(other, "session", "pod"));
  }

  /** An operator of another version must derive the same key: RFC 5869 written out. */
  @Test
  void itIsHkdfAsDocumented() throws Exception {
    var secret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    var extracted = hmac(new byte[32], secret);
    var expanded =
        hmac(
            extracted,
            "codesession.dev/seal-key/1\nsession\npod\u0001".getBytes(StandardCharsets.UTF_8));
    assertThat(SealKey.derive(secret, "session", "pod")).isEqualTo(SealKey.of(expanded));
  }

  private static byte[] hmac(byte[] key, byte[] text) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text);
  }

  @Test
  void itDoesNotShowItself() {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) 'k');
    var key = SealKey.of(bytes);
    var hello =
        new OperatorFrame.Hello(
            "s",
            1,
            key,
            Base64.getEncoder().encodeToString(new byte[16]),
            Duration.ofSeconds(1),
            Duration.ZERO,
            List.of(),
            Duration.ofSeconds(1));
    assertThat(key + " " + hello + " " + new Seal(key, "s", 1))
        .doesNotContain("kkk")
        .doesNotContain(key.base64())
        .contains("hidden");
  }

  @Test
  void itIsCopiedIn() {
    var bytes = new byte[32];
    var key = SealKey.of(bytes);
    bytes[0] = 1;
    assertThat(key).isEqualTo(SealKey.of(new byte[32]));
  }

  @Test
  void weakOrAmbiguousInputIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> SealKey.derive(new byte[31], "s", "p"));
    assertThatIllegalArgumentException().isThrownBy(() -> SealKey.derive(SECRET, "", "p"));
    assertThatIllegalArgumentException().isThrownBy(() -> SealKey.derive(SECRET, "s", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> SealKey.derive(SECRET, "s\np", "p"));
    assertThatIllegalArgumentException().isThrownBy(() -> SealKey.of(new byte[16]));
  }
}
