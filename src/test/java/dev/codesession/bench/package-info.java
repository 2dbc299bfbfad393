/** Figures, printed and never asserted: machines are shared and noisy. Started by hack/bench. */
package dev.codesession.bench;
