package dev.codesession.alerts.sink;

import dev.codesession.alerts.Incident;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One RFC 5424 message: facility 13 (log audit), the severity is the priority, MSGID the kind, the
 * facts structured data under the private number of the RFC's own examples, the text ours alone.
 */
record SyslogForm(String cluster) implements Form {
  private static final int FACILITY = 13;

  /** Reserved for documentation (RFC 5612): we have no number of our own. */
  private static final String ENTERPRISE = "32473";

  @Override
  public byte[] of(Incident incident) {
    int priority = FACILITY * 8 + incident.priority().severity();
    var data =
        Facts.of(incident, cluster).entrySet().stream()
            .map(SyslogForm::parameter)
            .collect(Collectors.joining(" "));
    // NILVALUE for the process: the operator is one, wherever it runs. BOM: the text is UTF-8.
    var line =
        "<%d>1 %s %s codesession - %s [codesession@%s %s] \uFEFF%s"
            .formatted(
                priority,
                incident.time(),
                cluster,
                incident.kind(),
                ENTERPRISE,
                data,
                incident.kind().summary());
    return line.getBytes(StandardCharsets.UTF_8);
  }

  /** Section 6.3.3: three characters are escaped. */
  private static String parameter(Map.Entry<String, String> fact) {
    return fact.getKey()
        + "=\""
        + fact.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]")
        + "\"";
  }

  @Override
  public String contentType() {
    return "text/plain; charset=utf-8";
  }
}
