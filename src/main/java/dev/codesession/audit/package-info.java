/**
 * The audit trail: one canonical record per session, chained by digests per namespace, anchored
 * where an edit shows. {@link dev.codesession.audit.CanonicalJson}, {@link
 * dev.codesession.audit.AuditRecords}, {@link dev.codesession.audit.Chain} and {@link
 * dev.codesession.audit.Verification} are pure; {@link dev.codesession.audit.Trail} batches, and
 * lets the anchor be written before the lines. Code and output are never in it, only digests and
 * sizes. Knows the API's records, neither Kubernetes nor the life of a session.
 */
@NullMarked
package dev.codesession.audit;

import org.jspecify.annotations.NullMarked;
