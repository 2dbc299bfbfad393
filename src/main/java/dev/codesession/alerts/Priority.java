package dev.codesession.alerts;

import org.jspecify.annotations.Nullable;

/** How bad it is, in Falco's words and syslog's order: the first is the worst. */
public enum Priority {
  Emergency(0),
  Alert(1),
  Critical(2),
  Error(3),
  Warning(4),
  Notice(5),
  Informational(6),
  Debug(7);

  private final int severity;

  Priority(int severity) {
    this.severity = severity;
  }

  /** As RFC 5424 numbers it: 0 is the worst. */
  public int severity() {
    return severity;
  }

  /** A guest names the priority of its rules: what is none counts as Critical. */
  public static Priority of(@Nullable String word) {
    for (Priority priority : values()) {
      if (priority.name().equalsIgnoreCase(word)) {
        return priority;
      }
    }
    return Critical;
  }

  /** Whether it is as bad as the other, or worse. */
  public boolean atLeast(Priority other) {
    return severity <= other.severity;
  }
}
