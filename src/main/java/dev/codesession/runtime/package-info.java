/**
 * The process around the controller: settings from the environment, health and metrics over HTTP,
 * meters. Knows no session internals.
 */
@NullMarked
package dev.codesession.runtime;

import org.jspecify.annotations.NullMarked;
