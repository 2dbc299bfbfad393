package dev.codesession.guest;

import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the operator says. */
public sealed interface OperatorFrame {
  /**
   * Opens a conversation and asks for a proof. Not sealed: it carries the key.
   *
   * @param nonce base64 of 16 fresh random bytes
   * @param idle how long the warden waits for RUN
   * @param linger how long it stays once the result is sealed
   */
  record Hello(
      String session,
      int attempt,
      SealKey key,
      String nonce,
      Duration idle,
      Duration linger,
      List<Probe> probes,
      Duration probeTimeout)
      implements OperatorFrame {
    private static final int NONCE = 16;
    private static final int PROBES = 32;

    public Hello {
      probes = List.copyOf(probes);
      // A warden drops a HELLO it cannot use without a word: find that out here.
      require(!session.isEmpty() && attempt > 0, "a session and an attempt");
      require(Base64.getDecoder().decode(nonce).length == NONCE, "a nonce of 16 bytes");
      require(probes.size() <= PROBES, "at most 32 probes");
      require(
          idle.toMillis() > 0 && !linger.isNegative() && probeTimeout.toMillis() > 0,
          "positive durations");
    }
  }

  /** A TCP address that no guest may reach. */
  record Probe(String name, String address) {
    private static final Pattern ADDRESS =
        Pattern.compile("([^:\\[\\]\\s]+|\\[[0-9A-Fa-f:.]+(%[A-Za-z0-9]{1,15})?]):[1-9][0-9]{0,4}");

    public Probe {
      require(!name.isEmpty(), "a name for the probe of " + address);
      require(ADDRESS.matcher(address).matches(), "host:port instead of " + address);
    }
  }

  /** The code and everything that bounds it: the only form in which code leaves the operator. */
  record Run(
      int run,
      String language,
      String file,
      String code,
      List<String> command,
      List<String> args,
      String stdin,
      Map<String, String> env,
      List<RunFile> files,
      RunLimits limits,
      Capture capture,
      ArtifactRequest artifacts,
      Monitoring monitoring,
      Scan scan,
      boolean executeScratch)
      implements OperatorFrame {
    public Run {
      require(run > 0 && !command.isEmpty(), "a run and a command");
      command = List.copyOf(command);
      args = List.copyOf(args);
      env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
      files = List.copyOf(files);
    }

    /** Without code, input and environment: they are never logged. */
    @Override
    public String toString() {
      return "Run[run=" + run + ", language=" + language + "]";
    }
  }

  /**
   * An input file.
   *
   * @param data base64
   */
  record RunFile(String path, String data) {
    @Override
    public String toString() {
      return "RunFile[" + path + "]";
    }
  }

  /** All of them positive. */
  record RunLimits(
      long wallMillis,
      long cpuMillis,
      long memoryBytes,
      long diskBytes,
      int processes,
      long outputBytes) {
    public RunLimits {
      require(
          wallMillis > 0
              && cpuMillis > 0
              && memoryBytes > 0
              && diskBytes > 0
              && processes > 0
              && outputBytes > 0,
          "positive limits");
    }
  }

  /** Bytes of each stream that come back from its beginning and its end. */
  record Capture(int headBytes, int tailBytes) {
    /** More than this is cut when the result is read. */
    public static final int MOST = Bounds.CAPTURE;

    public Capture {
      require(
          headBytes >= 0 && headBytes <= MOST && tailBytes >= 0 && tailBytes <= MOST,
          "a capture of at most " + MOST + " bytes");
    }
  }

  /** Which files come back. */
  record ArtifactRequest(List<String> paths, int maxCount, int maxFileBytes, int maxTotalBytes) {
    /** More files than this are left out when the result is read. */
    public static final int MOST_FILES = Bounds.ARTIFACTS;

    /** More content than this is left out when the result is read. */
    public static final int MOST_BYTES = Bounds.ARTIFACT_BYTES;

    public ArtifactRequest {
      require(maxCount >= 0 && maxCount <= MOST_FILES, "at most " + MOST_FILES + " artifacts");
      require(
          maxFileBytes >= 0 && maxTotalBytes >= 0 && maxTotalBytes <= MOST_BYTES,
          "at most " + MOST_BYTES + " bytes of artifacts");
      paths = List.copyOf(paths);
    }
  }

  /**
   * What a broken rule leads to.
   *
   * @param rules rule name to action
   */
  record Monitoring(String onViolation, Map<String, String> rules, List<String> restrictedPaths) {
    public Monitoring {
      rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
      restrictedPaths = List.copyOf(restrictedPaths);
    }
  }

  /** What the content scan leads to. */
  record Scan(String mode, int threshold) {
    public Scan {
      require(threshold > 0, "a positive threshold");
    }
  }

  /** Asks for a sign of life. */
  record Ping(long n) implements OperatorFrame {}

  /** Kills the code; there will be a result that says so. */
  record Cancel() implements OperatorFrame {}

  /** The result is recorded: the warden may exit. */
  record Bye() implements OperatorFrame {}

  /**
   * The whole line, newline included.
   *
   * @param sequence 1 and up, one more for every frame of this sender
   * @throws IllegalArgumentException if the line would be longer than the wire allows
   */
  default byte[] encode(SealKey key, String sessionUid, int attempt, long sequence) {
    return FrameWriter.line(this, new Seal(key, sessionUid, attempt), sequence);
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("the wire demands " + what);
    }
  }
}
