/**
 * The life of a session as one pure function: {@link dev.codesession.session.Lifecycle#decide}
 * takes what was observed and an instant and says what to do and what to record. Knows the API
 * records, the admission verdict and the guest's reports; no client, no clock, no logging.
 */
@NullMarked
package dev.codesession.session;

import org.jspecify.annotations.NullMarked;
