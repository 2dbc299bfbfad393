/**
 * The operator's side of the wire (docs/protocol.md), pure: lines in, verified frames, a judged
 * proof and a clean result out. Knows the API records, Jackson and the JDK's crypto and zlib; no
 * Kubernetes, no clock, no logging, and it opens nothing: bytes are handed in.
 *
 * <p>Everything a guest says is hostile. {@code Bounds} lists all limits; text, streams and files
 * become values of ours only through {@code UntrustedText}, {@code UntrustedStream} and {@code
 * UntrustedArtifacts}. The package has more types than most because each of them is one step of
 * that path and none of the steps may be skipped from outside.
 */
@NullMarked
package dev.codesession.guest;

import org.jspecify.annotations.NullMarked;
