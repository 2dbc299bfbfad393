/**
 * Commands for people, on files: no cluster is asked. In the operator's jar, since what wrote a
 * trail knows best how to read it.
 */
@NullMarked
package dev.codesession.cli;

import org.jspecify.annotations.NullMarked;
