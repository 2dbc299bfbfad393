/**
 * Receivers of incidents in their own words: Alertmanager, CloudEvents, Falco, syslog. The forms
 * make bytes of an incident; the two transports, HTTP and syslog, bound time and size of whatever a
 * receiver answers.
 */
@NullMarked
package dev.codesession.alerts.sink;

import org.jspecify.annotations.NullMarked;
