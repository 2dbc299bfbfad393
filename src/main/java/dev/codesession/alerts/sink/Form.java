package dev.codesession.alerts.sink;

import dev.codesession.alerts.Incident;

/** An incident in the words of a receiver. */
interface Form {
  /** As the body of a POST. */
  byte[] of(Incident incident);

  /** Media type of the body. */
  String contentType();
}
