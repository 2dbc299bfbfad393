package dev.codesession.runtime;

import io.fabric8.kubernetes.client.internal.CertUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key of a mounted TLS Secret. A certificate that is renewed is taken up with the next
 * connection; one that cannot be read leaves the last good one in use.
 */
final class RotatingKey extends X509ExtendedKeyManager {
  private static final Logger LOG = LoggerFactory.getLogger(RotatingKey.class);
  private static final String[] ALGORITHMS = {"RSA", "EC"};
  private static final char[] NO_PASSWORD = new char[0];

  private final Path folder;
  private volatile Loaded loaded;

  private record Loaded(String certificate, String key, X509KeyManager manager) {}

  /**
   * Reads the files once.
   *
   * @throws IllegalArgumentException if they are not there or no certificate with its key
   */
  RotatingKey(Path folder) {
    this.folder = folder;
    try {
      this.loaded = load(folder);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          folder + " must hold a certificate (tls.crt) and its key (tls.key) in PEM", e);
    }
  }

  private static Loaded load(Path folder) throws IOException, GeneralSecurityException {
    var certificate = Files.readString(folder.resolve("tls.crt"));
    var key = Files.readString(folder.resolve("tls.key"));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store(certificate, key), NO_PASSWORD);
    return new Loaded(certificate, key, (X509KeyManager) factory.getKeyManagers()[0]);
  }

  /** The form of a key (PKCS#8) does not say its algorithm. */
  private static KeyStore store(String certificate, String key) throws GeneralSecurityException {
    var failure = new GeneralSecurityException("the key is neither RSA nor EC");
    for (String algorithm : ALGORITHMS) {
      try {
        return CertUtils.createKeyStore(
            new ByteArrayInputStream(certificate.getBytes(StandardCharsets.UTF_8)),
            new ByteArrayInputStream(key.getBytes(StandardCharsets.UTF_8)),
            algorithm,
            NO_PASSWORD,
            null,
            NO_PASSWORD);
      } catch (IOException | GeneralSecurityException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  private X509KeyManager current() {
    try {
      var now = loaded;
      if (!now.certificate().equals(Files.readString(folder.resolve("tls.crt")))
          || !now.key().equals(Files.readString(folder.resolve("tls.key")))) {
        loaded = load(folder);
        LOG.info("certificate of the metrics renewed");
      }
    } catch (IOException | GeneralSecurityException e) {
      LOG.atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("certificate of the metrics not renewed");
    }
    return loaded.manager();
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return current().chooseServerAlias(keyType, issuers, null);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return current().chooseServerAlias(keyType, issuers, socket);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return loaded.manager().getCertificateChain(alias);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return loaded.manager().getPrivateKey(alias);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return loaded.manager().getServerAliases(keyType, issuers);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
