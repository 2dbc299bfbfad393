/**
 * What a security team has to hear: incidents, and their way to the sinks. {@link
 * dev.codesession.alerts.Incident} and its id are pure; {@link dev.codesession.alerts.Delivery}
 * sends them on threads of its own, at least once. Knows nothing of Kubernetes, of sessions or of
 * guests: who detects something says it in an incident, and where the outbox is kept is somebody
 * else's business.
 */
@NullMarked
package dev.codesession.alerts;

import org.jspecify.annotations.NullMarked;
