package dev.codesession.runtime;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The operator's settings, read once from the environment.
 *
 * @param namespace where the operator itself lives; CODESESSION_NAMESPACE, default {@code
 *     codesession-system}
 * @param watchNamespaces namespaces whose sessions it serves; CODESESSION_WATCH_NAMESPACES, comma
 *     separated, default empty: all
 * @param identity of this replica in the leader election; CODESESSION_IDENTITY, default the host
 *     name
 * @param leaderElection CODESESSION_LEADER_ELECTION, default true
 * @param httpPort of health and metrics; CODESESSION_HTTP_PORT, default 8080
 * @param reconcileThreads sessions reconciled at once; CODESESSION_RECONCILE_THREADS, default 32
 * @param sealSecret name of the Secret with the operator's seal; CODESESSION_SEAL_SECRET, default
 *     {@code codesession-seal}
 * @param priorityClass of every sandbox, by which the quota finds them; CODESESSION_PRIORITY_CLASS,
 *     default {@code codesession-sandbox}
 * @param probes what a guest must not reach; CODESESSION_PROBES, comma separated {@code
 *     name=host:port}; default metadata services and a public address
 */
public record OperatorSettings(
    String namespace,
    Set<String> watchNamespaces,
    String identity,
    boolean leaderElection,
    int httpPort,
    int reconcileThreads,
    String sealSecret,
    String priorityClass,
    Map<String, String> probes) {
  static final String DEFAULT_PROBES =
      "metadata=169.254.169.254:80,metadata6=[fd00:ec2::254]:80,public=1.1.1.1:443";

  public OperatorSettings {
    watchNamespaces = Set.copyOf(watchNamespaces);
    probes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(probes));
  }

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException naming variable, value and what is allowed
   */
  public static OperatorSettings from(Map<String, String> environment) {
    var env = new Reader(environment);
    return new OperatorSettings(
        env.text("NAMESPACE", "codesession-system"),
        Set.copyOf(env.list("WATCH_NAMESPACES", "")),
        env.text("IDENTITY", environment.getOrDefault("HOSTNAME", "local")),
        env.flag("LEADER_ELECTION", true),
        env.number("HTTP_PORT", 8080, 1, 65535),
        env.number("RECONCILE_THREADS", 32, 1, 1024),
        env.text("SEAL_SECRET", "codesession-seal"),
        env.text("PRIORITY_CLASS", "codesession-sandbox"),
        env.pairs("PROBES", DEFAULT_PROBES));
  }

  /** One line for the log; there is nothing secret in it. */
  public String describe() {
    return new TreeMap<>(
            Map.of(
                "namespace",
                namespace,
                "watchNamespaces",
                watchNamespaces.isEmpty() ? "all" : watchNamespaces.toString(),
                "identity",
                identity,
                "leaderElection",
                leaderElection,
                "httpPort",
                httpPort,
                "reconcileThreads",
                reconcileThreads,
                "priorityClass",
                priorityClass,
                "probes",
                probes))
        .toString();
  }

  private record Reader(Map<String, String> environment) {
    private static final String PREFIX = "CODESESSION_";
    private static final Pattern ADDRESS =
        Pattern.compile("([^:\\[\\]\\s]+|\\[[0-9A-Fa-f:.]+]):[1-9][0-9]{0,4}");

    /**
     * A HELLO holds 32; the others are the API server, the resolver and what is near the sandbox.
     */
    private static final int MOST_PROBES = 24;

    String text(String name, String fallback) {
      var value = environment.get(PREFIX + name);
      return value == null || value.isBlank() ? fallback : value.strip();
    }

    List<String> list(String name, String fallback) {
      return Arrays.stream(text(name, fallback).split(","))
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .toList();
    }

    boolean flag(String name, boolean fallback) {
      return switch (text(name, String.valueOf(fallback))) {
        case "true" -> true;
        case "false" -> false;
        case String other ->
            throw new IllegalArgumentException(
                PREFIX + name + "=" + other + ": must be true or false");
      };
    }

    int number(String name, int fallback, int min, int max) {
      var text = text(name, String.valueOf(fallback));
      try {
        int value = Integer.parseInt(text);
        if (value >= min && value <= max) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            PREFIX + name + "=" + text + ": must be a whole number from " + min + " to " + max, e);
      }
      throw new IllegalArgumentException(
          PREFIX + name + "=" + text + ": must be a whole number from " + min + " to " + max);
    }

    /** As strict as the wire is: a HELLO that cannot be built would fail every session. */
    Map<String, String> pairs(String name, String fallback) {
      var pairs = new LinkedHashMap<String, String>();
      for (String pair : list(name, fallback)) {
        var parts = pair.split("=", 2);
        boolean sound =
            parts.length == 2 && !parts[0].isBlank() && ADDRESS.matcher(parts[1].strip()).matches();
        if (!sound
            || pairs.put(parts[0].strip(), parts[1].strip()) != null
            || pairs.size() > MOST_PROBES) {
          throw new IllegalArgumentException(
              PREFIX
                  + name
                  + ": \""
                  + pair
                  + "\" is not name=host:port, names a probe twice, or is one more than "
                  + MOST_PROBES);
        }
      }
      return pairs;
    }
  }
}
