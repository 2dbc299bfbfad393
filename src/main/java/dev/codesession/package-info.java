/**
 * The operator's entry point; {@link dev.codesession.Main} wires the packages, each of which says
 * in its own page what it may know.
 */
@NullMarked
package dev.codesession;

import org.jspecify.annotations.NullMarked;
