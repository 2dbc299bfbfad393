package dev.codesession.alerts;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads one sink of the settings. */
final class SinkReader {
  private static final int LONGEST_TIMEOUT_SECONDS = 60;

  private SinkReader() {}

  static SinkSettings read(SettingFields fields, String secrets) {
    fields.only("name", "type", "url", "profile", "minimumPriority", "timeout");
    var name = fields.match("name", fields.text("name"), "[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");
    var type = fields.word("type", SinkSettings.Type.class, fields.text("type"));
    var folder = secrets.isEmpty() ? null : Path.of(secrets, name);
    var sink =
        new SinkSettings(
            name,
            type,
            url(fields, type),
            fields.word("profile", Profile.class, Profile.Full.name()),
            fields.word("minimumPriority", Priority.class, Priority.Debug.name()),
            fields.seconds("timeout", "5s", LONGEST_TIMEOUT_SECONDS),
            folder != null && Files.isDirectory(folder) ? folder : null);
    if (sink.credentials() != null && !sink.secured()) {
      throw fields.wrong(
          "url", "has no TLS, and credentials do not travel in the clear: " + type.schemes());
    }
    return sink;
  }

  private static URI url(SettingFields fields, SinkSettings.Type type) {
    var text = fields.text("url");
    try {
      var url = new URI(text);
      boolean port = type != SinkSettings.Type.Syslog || url.getPort() > 0;
      if (type.takes(url.getScheme()) && url.getHost() != null && port) {
        if (url.getUserInfo() == null) {
          return url;
        }
        throw fields.wrong("url", "must hold no user or password; use a Secret with a token");
      }
    } catch (URISyntaxException e) {
      throw fields.wrong("url", "is no URL: " + e.getReason());
    }
    throw fields.wrong(
        "url",
        "must begin with "
            + type.schemes()
            + " and name a host"
            + (type == SinkSettings.Type.Syslog ? " and a port" : ""));
  }
}
