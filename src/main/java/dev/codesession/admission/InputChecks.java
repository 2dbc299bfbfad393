package dev.codesession.admission;

import dev.codesession.api.v1alpha1.CodeSessionSpec;
import dev.codesession.api.v1alpha1.EnvVar;
import dev.codesession.api.v1alpha1.InputFile;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the schema says about inputs, said again in bytes: CEL counts characters and an old CRD may
 * be installed. Nothing here depends on the class.
 */
final class InputChecks {
  /**
   * Code, files, stdin, args and env together, as stored: the object must fit etcd's 1.5 MiB with
   * its status.
   */
  static final int MAX_BYTES = 1 << 20;

  /** A RUN frame has at most 4 MiB (docs/protocol.md); the rest of it is small. */
  static final int MAX_FRAME = 4_000_000;

  private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final Pattern RESERVED_ENV = Pattern.compile("(LD_|KUBERNETES_|WARDEN_).*");

  private InputChecks() {}

  static void check(CodeSessionSpec spec) {
    files(spec.files());
    env(spec.env());
    if (spec.artifacts() != null) {
      var globs = spec.artifacts().paths();
      for (int i = 0; i < globs.size(); i++) {
        glob("spec.artifacts.paths[" + i + "]", globs.get(i));
      }
    }
    size(spec);
  }

  private static void files(List<InputFile> files) {
    var seen = new HashSet<String>();
    for (int i = 0; i < files.size(); i++) {
      var file = files.get(i);
      var path = "spec.files[" + i + "]";
      relativePath(path + ".path", file.path());
      if (!seen.add(file.path())) {
        throw Refusal.of(path + ".path", "\"" + file.path() + "\" is named twice");
      }
      if ((file.text() == null) == (file.base64() == null)) {
        throw Refusal.of(path, "needs exactly one of text and base64");
      }
      if (file.base64() != null) {
        base64(path + ".base64", file.base64());
      }
    }
  }

  private static void base64(String path, String text) {
    try {
      Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(path, "is not base64 (RFC 4648 section 4, with padding): " + e.getMessage());
    }
  }

  private static void env(List<EnvVar> env) {
    var seen = new HashSet<String>();
    for (int i = 0; i < env.size(); i++) {
      var path = "spec.env[" + i + "].name";
      var name = env.get(i).name();
      if (name == null
          || !ENV_NAME.matcher(name).matches()
          || RESERVED_ENV.matcher(name).matches()) {
        throw Refusal.of(path, "\"" + name + "\" is not allowed");
      }
      if (!seen.add(name)) {
        throw Refusal.of(path, "\"" + name + "\" is named twice");
      }
      if (text(env.get(i).value()).indexOf('\0') >= 0) {
        throw Refusal.of("spec.env[" + i + "].value", "holds a NUL character");
      }
    }
  }

  /** A path below the working directory, in the guest's terms. */
  private static void relativePath(String path, @Nullable String value) {
    if (value == null || value.isEmpty() || value.length() > 255) {
      throw Refusal.of(path, "must have 1 to 255 characters");
    }
    if (value.startsWith("/")
        || value.indexOf('\\') >= 0
        || value.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw Refusal.of(
          path, "\"" + value + "\" must be relative, without backslash and control characters");
    }
    for (String part : value.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw Refusal.of(
            path, "\"" + value + "\" leaves the working directory or has an empty part");
      }
    }
  }

  private static void glob(String path, @Nullable String glob) {
    relativePath(path, glob);
    boolean open = false;
    for (char c : text(glob).toCharArray()) {
      if ((c == '[' && open) || (c == ']' && !open)) {
        throw Refusal.of(path, "\"" + glob + "\" is a broken glob: brackets do not match");
      }
      open = c == '[' || (open && c != ']');
    }
    if (open || text(glob).contains("[]")) {
      throw Refusal.of(path, "\"" + glob + "\" is a broken glob: brackets do not match");
    }
  }

  private static void size(CodeSessionSpec spec) {
    long bytes = utf8(spec.code()) + utf8(spec.stdin());
    for (var file : spec.files()) {
      bytes += utf8(file.path()) + utf8(file.text()) + utf8(file.base64());
    }
    for (var arg : spec.args()) {
      if (arg.indexOf('\0') >= 0) {
        throw Refusal.of("spec.args", "hold a NUL character");
      }
      bytes += utf8(arg);
    }
    for (var variable : spec.env()) {
      bytes += utf8(variable.name()) + utf8(variable.value());
    }
    if (bytes > MAX_BYTES) {
      throw Refusal.of(
          "spec",
          "code, files, stdin, args and env take "
              + bytes
              + " bytes; at most "
              + MAX_BYTES
              + " are allowed");
    }
    long frame = onTheWire(spec);
    if (frame > MAX_FRAME) {
      throw Refusal.of(
          "spec",
          "takes " + frame + " bytes as one JSON line; at most " + MAX_FRAME + " are allowed");
    }
  }

  /** Control characters grow sixfold in JSON, and text files travel as base64. */
  private static long onTheWire(CodeSessionSpec spec) {
    long bytes = json(spec.code()) + json(spec.stdin());
    for (var file : spec.files()) {
      bytes += json(file.path()) + utf8(file.text()) * 4 / 3 + utf8(file.base64());
    }
    for (var arg : spec.args()) {
      bytes += json(arg);
    }
    for (var variable : spec.env()) {
      bytes += json(variable.name()) + json(variable.value());
    }
    return bytes;
  }

  private static long json(@Nullable String value) {
    long escapes =
        text(value).chars().mapToLong(c -> c < 0x20 ? 5 : c == '"' || c == '\\' ? 1 : 0).sum();
    return utf8(value) + escapes;
  }

  private static long utf8(@Nullable String value) {
    return value == null ? 0 : value.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
