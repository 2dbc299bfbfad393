package dev.codesession.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes self-signed certificates, in the files that a mounted TLS Secret has. */
public final class Certificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private Certificates() {}

  /** For localhost. A client context that trusts the certificate, and nothing else. */
  public static SSLContext write(Path folder, String algorithm, String name) throws Exception {
    return write(folder, algorithm, name, "dns:localhost");
  }

  /** The same for other names and addresses, as keytool's SAN has them. */
  public static SSLContext write(Path folder, String algorithm, String name, String alternatives)
      throws Exception {
    var store = generate(folder, algorithm, name, alternatives);
    var certificate = (X509Certificate) store.getCertificate("key");
    pem(folder.resolve("tls.crt"), "CERTIFICATE", certificate.getEncoded());
    pem(folder.resolve("tls.key"), "PRIVATE KEY", store.getKey("key", PASSWORD).getEncoded());
    return trusting(certificate);
  }

  private static KeyStore generate(Path folder, String algorithm, String name, String alternatives)
      throws IOException, InterruptedException, GeneralSecurityException {
    var file = Files.createTempDirectory(folder, "made").resolve("store");
    var command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=" + alternatives,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!command.waitFor(60, TimeUnit.SECONDS) || command.exitValue() != 0) {
      throw new IOException("keytool made no certificate");
    }
    try (var stored = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(stored, PASSWORD);
      return store;
    }
  }

  private static void pem(Path file, String type, byte[] content) throws IOException {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
  }

  private static SSLContext trusting(X509Certificate certificate)
      throws GeneralSecurityException, IOException {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("server", certificate);
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
