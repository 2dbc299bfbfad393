/**
 * Tests of the wire. {@code Warden} speaks for a guest; the shared vectors keep the Go side and
 * this one honest.
 */
package dev.codesession.guest;
