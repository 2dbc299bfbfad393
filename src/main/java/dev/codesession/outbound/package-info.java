/**
 * What the operator tells others by its own connections: who we are to them ({@link
 * dev.codesession.outbound.Credentials}), and a collector of OpenTelemetry ({@link
 * dev.codesession.outbound.Collector}). Knows nothing of what is told.
 */
@NullMarked
package dev.codesession.outbound;

import org.jspecify.annotations.NullMarked;
