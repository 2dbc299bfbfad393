/**
 * The promises held against faults, crashes and chance, on a real control plane with a simulated
 * node (docs/robustness.md). What happened is kept as a {@code History}; {@code HistoryRules}
 * judges it and knows nothing of how it came about.
 */
package dev.codesession.robustness;
