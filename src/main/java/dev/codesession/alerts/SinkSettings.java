package dev.codesession.alerts;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One receiver.
 *
 * @param name for logs, metrics and the folder of its Secret: a DNS label
 * @param url http(s) for the first three types; {@code tcp://host:port} or {@code tls://host:port}
 *     for syslog
 * @param minimumPriority what is less bad is not sent there; default Debug: everything is
 * @param timeout of one try, 1s to 60s, default 5s
 * @param credentials folder with any of {@code ca.crt}, {@code tls.crt} with {@code tls.key}, and
 *     {@code token}; null for none
 */
public record SinkSettings(
    String name,
    Type type,
    URI url,
    Profile profile,
    Priority minimumPriority,
    Duration timeout,
    @Nullable Path credentials) {
  /** What it understands. */
  public enum Type {
    /** Alertmanager's API, version 2. */
    Alertmanager("http", "https"),
    /** A webhook that takes CloudEvents 1.0 in structured mode. */
    CloudEvents("http", "https"),
    /** Whatever takes what Falco sends, falcosidekick first of all. */
    Falco("http", "https"),
    /** RFC 5424 over TCP or TLS, framed by octet counting (RFC 6587, RFC 5425). */
    Syslog("tcp", "tls");

    private final String plain;
    private final String secured;

    Type(String plain, String secured) {
      this.plain = plain;
      this.secured = secured;
    }

    /** Schemes of its URLs. */
    public String schemes() {
      return plain + " or " + secured;
    }

    boolean takes(@Nullable String scheme) {
      return plain.equals(scheme) || secured.equals(scheme);
    }
  }

  /** Whether the connection is TLS. */
  public boolean secured() {
    return type.secured.equals(url.getScheme());
  }
}
