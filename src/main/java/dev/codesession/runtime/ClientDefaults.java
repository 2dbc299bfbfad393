package dev.codesession.runtime;

import java.util.List;

/** How this process speaks as a client, of whomever; to be said before it does. */
public final class ClientDefaults {
  /**
   * With forward secrecy and authenticated, all of them. ChaCha20 comes first: AES-GCM is fast only
   * in code of the C2 compiler, which this process does without, and took a sixth of the CPU of a
   * session (docs/performance.md). Servers in Go heed the order.
   */
  private static final List<String> SUITES =
      List.of(
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

  /**
   * Each channel to a guest is a connection of its own, and Java keeps the TLS session of each for
   * a day, up to 20,480. The latest of each peer is all that is ever resumed.
   */
  private static final int SESSIONS = 32;

  /**
   * In bytes, of two buffers that each WebSocket has as long as it is open: four times as much by
   * default, for hundreds of channels that mostly say nothing. What is longer goes in pieces.
   */
  private static final int WEB_SOCKET_BUFFER = 4 << 10;

  private ClientDefaults() {}

  /** Unless the JVM was told otherwise (javaToolOptions of the chart). */
  public static void apply() {
    setIfAbsent("jdk.tls.client.cipherSuites", String.join(",", SUITES));
    setIfAbsent("javax.net.ssl.sessionCacheSize", Integer.toString(SESSIONS));
    setIfAbsent("jdk.httpclient.websocket.writeBufferSize", Integer.toString(WEB_SOCKET_BUFFER));
    setIfAbsent(
        "jdk.httpclient.websocket.intermediateBufferSize", Integer.toString(WEB_SOCKET_BUFFER));
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
