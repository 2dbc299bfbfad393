package dev.codesession.outbound;

import io.fabric8.kubernetes.client.internal.CertUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A mounted Secret: {@code ca.crt} (what to trust; else what Java trusts), {@code tls.crt} with
 * {@code tls.key} (who we are), {@code token} (bearer). Files are read anew for each context and
 * each token, since the kubelet replaces them when the Secret changes.
 */
public record Credentials(@Nullable Path folder) {
  private static final char[] NO_PASSWORD = new char[0];

  /** For libraries that ask for the trust apart from the context. */
  public record Tls(SSLContext context, X509TrustManager trust) {}

  /**
   * A context that verifies the receiver; nothing turns that off.
   *
   * @throws IOException if a file is not what its name says
   */
  public Tls tls() throws IOException {
    try {
      var trust = trust();
      var context = SSLContext.getInstance("TLS");
      context.init(keys(), new TrustManager[] {trust}, null);
      return new Tls(context, trust);
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "the Secret of the receiver holds no usable ca.crt or tls.crt with tls.key", e);
    }
  }

  /** Empty if there is none. */
  public Optional<String> token() throws IOException {
    var file = file("token");
    return file == null ? Optional.empty() : Optional.of(Files.readString(file).strip());
  }

  private @Nullable Path file(String name) {
    return folder == null || !Files.isRegularFile(folder.resolve(name))
        ? null
        : folder.resolve(name);
  }

  private X509TrustManager trust() throws IOException, GeneralSecurityException {
    var file = file("ca.crt");
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(file == null ? null : store(file));
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findAny()
        .orElseThrow();
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, NO_PASSWORD);
    try (var pem = Files.newInputStream(file)) {
      int n = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("ca-" + n++, certificate);
      }
    }
    return store;
  }

  private KeyManager @Nullable [] keys() throws IOException, GeneralSecurityException {
    var certificate = file("tls.crt");
    var key = file("tls.key");
    if (certificate == null || key == null) {
      return null;
    }
    var failure = new GeneralSecurityException("the key is neither RSA nor EC");
    // The form of a key (PKCS#8) does not say its algorithm.
    for (String algorithm : new String[] {"RSA", "EC"}) {
      try {
        var store =
            CertUtils.createKeyStore(
                new ByteArrayInputStream(Files.readAllBytes(certificate)),
                new ByteArrayInputStream(Files.readAllBytes(key)),
                algorithm,
                NO_PASSWORD,
                null,
                NO_PASSWORD);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
      } catch (IOException | GeneralSecurityException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }
}
