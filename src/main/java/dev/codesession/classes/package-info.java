/**
 * Whether a class can run sessions, as one pure function: {@link
 * dev.codesession.classes.Readiness#decide} takes what was observed of the class, its nodes and its
 * canaries and says what to do and what to record. Knows the API records, admission and fabric8's
 * model; no client, no clock, no logging.
 */
@NullMarked
package dev.codesession.classes;

import org.jspecify.annotations.NullMarked;
