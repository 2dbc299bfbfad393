/**
 * The only place that talks to the cluster: {@link dev.codesession.cluster.Observer} reads caches,
 * {@link dev.codesession.cluster.Applier} acts, {@link dev.codesession.cluster.Reporter} writes the
 * status, {@link dev.codesession.cluster.GuestChannels} listens to wardens. May know everything but
 * the HTTP server and the environment.
 */
@NullMarked
package dev.codesession.cluster;

import org.jspecify.annotations.NullMarked;
