package dev.codesession.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every setting, default and explicit, and what is said of a bad one. */
final class AlertSettingsTest {
  @TempDir private Path folder;

  @Test
  void defaults() {
    assertThat(AlertSettings.from(Map.of()).sinks()).isEmpty();
    assertThat(AlertSettings.from(Map.of()).cluster()).isEqualTo("kubernetes");
    var sink = read("{'name':'soc','type':'Falco','url':'http://sidekick:2801'}");
    assertThat(sink)
        .isEqualTo(
            new SinkSettings(
                "soc",
                SinkSettings.Type.Falco,
                URI.create("http://sidekick:2801"),
                Profile.Full,
                Priority.Debug,
                Duration.ofSeconds(5),
                null));
  }

  @Test
  void explicitValues() throws Exception {
    Files.createDirectories(folder.resolve("soc"));
    var sink =
        read(
            "{'name':'soc','type':'Syslog','url':'tls://log:6514','profile':'MetadataOnly',"
                + "'minimumPriority':'Warning','timeout':'10s'}");
    assertThat(sink)
        .isEqualTo(
            new SinkSettings(
                "soc",
                SinkSettings.Type.Syslog,
                URI.create("tls://log:6514"),
                Profile.MetadataOnly,
                Priority.Warning,
                Duration.ofSeconds(10),
                folder.resolve("soc")));
  }

  @Test
  void credentialsDoNotTravelInTheClear() throws Exception {
    Files.createDirectories(folder.resolve("soc"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("{'name':'soc','type':'Falco','url':'http://sidekick:2801'}"))
        .withMessageContaining("sinks[0].url: has no TLS, and credentials do not travel");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'name':'Soc','type':'Falco','url':'http://a'} | sinks[0].name: \"Soc\" must match",
        "{'name':'soc','type':'Falcon','url':'http://a'} | sinks[0].type: \"Falcon\" must be one of",
        "{'name':'soc','type':'Falco','url':'ftp://a'} | url: must begin with http or https",
        "{'name':'soc','type':'Falco','url':'http://u:p@a'} | url: must hold no user",
        "{'name':'soc','type':'Falco','url':'http://a b'} | url: is no URL",
        "{'name':'soc','type':'Syslog','url':'tcp://a'} | and name a host and a port",
        "{'name':'soc','type':'Falco','url':'http://a','timeout':'0s'} | timeout: \"0s\" must be from 1s to 60s",
        "{'name':'soc','type':'Falco','url':'http://a','timeout':'61s'} | must be from 1s to 60s",
        "{'name':'soc','type':'Falco','url':'http://a','profile':'full'} | must be one of [Full, MetadataOnly]",
        "{'name':'soc','type':'Falco','url':'http://a','port':1} | sinks[0].port: is not known",
        "{'name':'soc','url':'http://a'} | sinks[0].type: must be a text, and is needed",
        "{'name':'a','type':'Falco','url':'http://a'},{'name':'a','type':'Falco','url':'http://a'} | two sinks are named",
      })
  void badValuesAreNamed(String sinks, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(sinks))
        .withMessageStartingWith("CODESESSION_ALERTS")
        .withMessageContaining(complaint.replaceAll("^\"|\"$", ""));
  }

  @Test
  void whatIsNoJsonIsSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlertSettings.from(Map.of("CODESESSION_ALERTS", "{")))
        .withMessageContaining("is no JSON at line 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlertSettings.from(Map.of("CODESESSION_ALERTS", "[]")))
        .withMessageContaining("must be a JSON object");
  }

  private SinkSettings read(String sinks) {
    return AlertSettings.from(
            Map.of(
                "CODESESSION_ALERTS",
                "{\"sinks\":[" + sinks.replace('\'', '"') + "]}",
                "CODESESSION_ALERTS_SECRETS",
                folder.toString()))
        .sinks()
        .getFirst();
  }
}
