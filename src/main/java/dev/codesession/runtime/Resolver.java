package dev.codesession.runtime;

import java.util.List;
import java.util.Optional;

/**
 * The name server that pods of this cluster are given, taken from the operator's own: a way out of
 * every sandbox that can reach it.
 */
public final class Resolver {
  private static final String KEYWORD = "nameserver";

  private Resolver() {}

  /**
   * {@code host:port} of the first one in these lines of a resolv.conf; empty for a loopback one,
   * which a guest would take for its own.
   */
  public static Optional<String> address(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> line.startsWith(KEYWORD))
        .map(line -> line.substring(KEYWORD.length()).strip())
        .filter(a -> a.matches("[0-9.]+|[0-9A-Fa-f:]+"))
        .filter(a -> !a.startsWith("127.") && !a.equals("::1"))
        .findFirst()
        .map(a -> (a.indexOf(':') < 0 ? a : "[" + a + "]") + ":53");
  }
}
