/**
 * One trace per session, for whoever runs a collector. {@link dev.codesession.tracing.SessionTrace}
 * is a pure function of what the status says at the end; {@link dev.codesession.tracing.OtlpTraces}
 * sends it, and nobody waits for that. Code, input and output are never in it. Knows the API's
 * records, neither the client nor the life of a session.
 */
@NullMarked
package dev.codesession.tracing;

import org.jspecify.annotations.NullMarked;
