/**
 * Pure functions from a plan to a manifest: the sandbox pod, the namespace guard, the artifact
 * Secret. Names come from the session's identity; no client, no clock, no randomness. Knows the
 * API, the admission plan and fabric8's model builders.
 */
@NullMarked
package dev.codesession.blueprint;

import org.jspecify.annotations.NullMarked;
