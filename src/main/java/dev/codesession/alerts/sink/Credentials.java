package dev.codesession.alerts.sink;

import io.fabric8.kubernetes.client.internal.CertUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A mounted Secret: {@code ca.crt} (what to trust; else what Java trusts), {@code tls.crt} with
 * {@code tls.key} (who we are), {@code token} (bearer). Files are read anew for each context and
 * each token, since the kubelet replaces them when the Secret changes.
 */
record Credentials(@Nullable Path folder) {
  private static final char[] NO_PASSWORD = new char[0];

  /**
   * A context that verifies the receiver; nothing turns that off.
   *
   * @throws IOException if a file is not what its name says
   */
  SSLContext context() throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys(), trust(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "the Secret of the sink holds no usable ca.crt or tls.crt with tls.key", e);
    }
  }

  /** Empty if there is none. */
  Optional<String> token() throws IOException {
    var file = file("token");
    return file == null ? Optional.empty() : Optional.of(Files.readString(file).strip());
  }

  private @Nullable Path file(String name) {
    return folder == null || !Files.isRegularFile(folder.resolve(name))
        ? null
        : folder.resolve(name);
  }

  private TrustManager @Nullable [] trust() throws IOException, GeneralSecurityException {
    var file = file("ca.crt");
    if (file == null) {
      return null;
    }
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, NO_PASSWORD);
    try (var pem = Files.newInputStream(file)) {
      int n = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("ca-" + n++, certificate);
      }
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
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
