/**
 * The operator on a real node: installed from the chart with the chart's RBAC, sessions under
 * gVisor and runc. Maven prepares the cluster (src/build/integration-environment); without one
 * every test here is skipped with the reason.
 */
package dev.codesession.it;
